import { useMutation } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { tellProblem } from "@/app/tellProblem";

/** Another one-time link for somebody who was invited; the one before ends. */
export function useNewLink(onLink: (url: string, mailed: boolean) => void) {
  return useMutation({
    mutationFn: (id: string) =>
      take(api.POST("/api/v1/users/{id}/invitation", { params: { path: { id } } })),
    onSuccess: ({ setupUrl, mailed }) => onLink(setupUrl, mailed),
    onError: tellProblem,
  });
}
