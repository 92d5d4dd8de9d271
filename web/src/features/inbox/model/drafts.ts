import { session } from "@/api/session";

/** What is being written in a conversation. Its id becomes the idempotency key of what is sent from it. */
export interface Draft {
  id: string;
  text: string;
  /** `msg_…` that is answered. */
  replyTo: string | null;
}

const PREFIX = "recado.draft.";
/** Of more drafts than this the oldest go. */
const MOST = 200;

/** Each person has drafts of her own: they stay on the device when she signs out, and nobody else finds them in a field. */
function keyOf(conversationId: string): string {
  return `${PREFIX}${session.get().user?.id ?? ""}.${conversationId}`;
}

function newDraft(): Draft {
  return { id: newId(), text: "", replyTo: null };
}

/** `randomUUID` exists in secure contexts only; a server in the office is often reached by plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The draft kept for this conversation, or a new one. */
export function loadDraft(conversationId: string): Draft {
  const kept = localStorage.getItem(keyOf(conversationId));
  if (kept === null) return newDraft();
  try {
    const { id, text, replyTo } = JSON.parse(kept) as Draft;
    return typeof id === "string" && typeof text === "string"
      ? { id, text, replyTo: replyTo ?? null }
      : newDraft();
  } catch {
    return newDraft();
  }
}

/** Keeps a draft; an empty one is forgotten. */
export function keepDraft(conversationId: string, draft: Draft) {
  const key = keyOf(conversationId);
  localStorage.removeItem(key);
  if (draft.text.trim() === "" && draft.replyTo === null) return;
  if (draftKeys().length >= MOST) dropOldest();
  localStorage.setItem(key, JSON.stringify({ ...draft, at: Date.now() }));
}

/** Whether something is being written there. */
export function hasDraft(conversationId: string): boolean {
  return localStorage.getItem(keyOf(conversationId)) !== null;
}

function draftKeys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

function dropOldest() {
  const dated = draftKeys().map((key) => ({ key, at: keptAt(key) }));
  const [oldest] = dated.toSorted((one, other) => one.at - other.at);
  if (oldest !== undefined) localStorage.removeItem(oldest.key);
}

function keptAt(key: string): number {
  const at = /"at":(\d+)\}$/u.exec(localStorage.getItem(key) ?? "");
  return Number(at?.[1] ?? 0);
}
