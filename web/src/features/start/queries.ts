import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import { tellProblem } from "@/app/tellProblem";

export type Onboarding = components["schemas"]["Onboarding"];
type ChangeOnboarding = components["schemas"]["ChangeOnboarding"];

/** How far the company has come. Numbers, contacts and templates change it without telling: asked for again by each visit. */
export const onboardingQuery = queryOptions({
  queryKey: keys.onboarding,
  queryFn: () => take(api.GET("/api/v1/tenant/onboarding")),
});

/** Confirms or skips a step, or ends the whole. */
export function useOnboardingChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeOnboarding) => take(api.PATCH("/api/v1/tenant/onboarding", { body })),
    onSuccess: (after) => client.setQueryData(keys.onboarding, after),
    onError: tellProblem,
  });
}

/** Asks Meta for templates now; those that there are close the step. */
export function useTemplateSearch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.GET("/api/v1/templates", { params: { query: { refresh: true } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.onboarding }),
    onError: tellProblem,
  });
}
