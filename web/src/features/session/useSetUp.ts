import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, take } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { signIn } from "./actions";

/** Where whoever set it up goes first. */
export type Destination = "/" | "/start";

type SetUp = components["schemas"]["SetUpRequest"];

/** Uses the link up and signs in with what it set. */
export function useSetUp(to: Destination = "/") {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ email, ...body }: SetUp & { email: string }) => {
      await take(api.POST("/api/v1/auth/setup", { body: body.tenant ? { ...body, email } : body }));
      await signIn({ email, password: body.password });
    },
    onSuccess: () => navigate({ to, replace: true }),
  });
}
