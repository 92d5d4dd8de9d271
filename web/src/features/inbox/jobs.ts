import { newStore } from "@/lib/store";

const KEY = "recado.bulk";

/** Work on many conversations that this person started and whose end is not told yet; also over a reload. */
export const jobs = newStore<readonly string[]>(kept());

export function followJob(id: string) {
  change([...jobs.get(), id]);
}

export function forgetJob(id: string) {
  change(jobs.get().filter((other) => other !== id));
}

function change(ids: readonly string[]) {
  sessionStorage.setItem(KEY, JSON.stringify(ids));
  jobs.set(ids);
}

function kept(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
