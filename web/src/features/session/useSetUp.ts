import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
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
      // Who has a second factor is asked for a code at the door.
      return signIn({ email, password: body.password }).then(
        () => to,
        (error) => {
          if (asProblem(error).slug === "second-factor-required") return "/login" as const;
          throw error;
        },
      );
    },
    onSuccess: (place) => navigate({ to: place, replace: true }),
  });
}
