import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import { session } from "@/api/session";
import { tellProblem } from "@/app/tellProblem";

type ChangeMe = components["schemas"]["ChangeMe"];
type ChangePassword = components["schemas"]["ChangePassword"];

/** Where the person is signed in. Changes without telling, so it is asked for each time. */
export const sessionsQuery = queryOptions({
  queryKey: keys.mySessions,
  queryFn: () => take(api.GET("/api/v1/auth/sessions")),
  staleTime: 0,
});

/** Changes what is shown of the person; shown at once, taken back if the server refuses. */
export function useProfileChange() {
  return useMutation({
    mutationFn: (body: ChangeMe) => take(api.PATCH("/api/v1/users/me", { body })),
    onMutate: (change) => {
      const { user } = session.get();
      if (user && change.availability)
        session.rename({ ...user, availability: change.availability });
      return { before: user };
    },
    onSuccess: (user) => session.rename(user),
    onError: (error, _, kept) => {
      if (kept?.before) session.rename(kept.before);
      tellProblem(error);
    },
  });
}

export function usePasswordChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangePassword) => take(api.PUT("/api/v1/users/me/password", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.mySessions }),
  });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      take(api.DELETE("/api/v1/auth/sessions/{id}", { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.mySessions }),
    onError: tellProblem,
  });
}
