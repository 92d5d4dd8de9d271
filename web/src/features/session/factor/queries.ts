import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import { session } from "@/api/session";

export type NewFactor = components["schemas"]["NewSecondFactor"];
export type Factor = components["schemas"]["SecondFactor"];

/** The person's own second factor. */
export const factorQuery = queryOptions({
  queryKey: keys.myFactor,
  queryFn: () => take(api.GET("/api/v1/users/me/second-factor")),
  staleTime: 0,
});

export function useBeginFactor(onBegun: (made: NewFactor) => void) {
  return useMutation({
    mutationFn: () => take(api.POST("/api/v1/users/me/second-factor")),
    onSuccess: onBegun,
  });
}

export function useConfirmFactor() {
  const settled = useSettled();
  return useMutation({
    mutationFn: (code: string) =>
      take(api.POST("/api/v1/users/me/second-factor/confirm", { body: { code } })),
    onSuccess: () => settled(true),
  });
}

export function useNewRecoveryCodes() {
  const settled = useSettled();
  return useMutation({
    mutationFn: () => take(api.POST("/api/v1/users/me/second-factor/recovery-codes")),
    onSuccess: () => settled(true),
  });
}

export function useRemoveFactor() {
  const settled = useSettled();
  return useMutation({
    mutationFn: () => take(api.DELETE("/api/v1/users/me/second-factor")),
    onSuccess: () => settled(false),
  });
}

/** The person has a second factor now, or none; her other sessions have ended. */
function useSettled() {
  const client = useQueryClient();
  return (secondFactor: boolean) => {
    const { user } = session.get();
    if (user) session.rename({ ...user, secondFactor });
    void client.invalidateQueries({ queryKey: keys.myFactor });
    void client.invalidateQueries({ queryKey: keys.mySessions });
  };
}
