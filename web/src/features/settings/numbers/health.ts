import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";

// i18n-uses settingsNumbers:health.*
/** How a number stands at Meta, as it last told. Nobody is asked by looking. */
export function healthQuery(id: string) {
  return queryOptions({
    queryKey: keys.numberHealth(id),
    queryFn: () => take(api.GET("/api/v1/numbers/{id}/health", { params: { path: { id } } })),
  });
}

/** Asks Meta now. */
export function askHealth(id: string) {
  return take(api.POST("/api/v1/numbers/{id}/health/refresh", { params: { path: { id } } }));
}

const NAMES = [
  "status",
  "sending",
  "quality",
  "messagingLimit",
  "throughput",
  "displayName",
  "codeVerification",
  "accountReview",
  "businessVerification",
] as const;

/** The name of a fact that this page has words for; null for one that a newer server tells of. */
export function factName(name: string) {
  return NAMES.find((known) => known === name) ?? null;
}

const LIMITS: Record<string, number> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1_000,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
};

/** How many people a day a tier of Meta's lets a number write to first; null where it is no such number. */
export function limitOf(tier: string) {
  return LIMITS[tier] ?? null;
}
