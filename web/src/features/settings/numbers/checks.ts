import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

// i18n-uses settingsNumbers:check.*
/** What stands between a number and Meta. Each look asks Meta, so only a button or a new number causes one. */
export function checkQuery(id: string) {
  return queryOptions({
    queryKey: ["numberCheck", id],
    queryFn: async () => {
      const params = { path: { id } };
      const { checks } = await take(api.POST("/api/v1/numbers/{id}/check", { params }));
      return { checks, at: new Date().toISOString() };
    },
    retry: false,
  });
}

const NAMES = ["token", "number", "webhook"] as const;

/** The key of a check's title; null for one that a newer server makes. */
export function checkKey(name: string, ok: boolean) {
  const known = NAMES.find((one) => one === name);
  return known ? (`check.${known}${ok ? "Ok" : "Bad"}` as const) : null;
}
