import { createRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { ProblemState } from "./ProblemState";
import { routeTree } from "./routes";

/** A screen that failed says so in its own place; the rest of the app goes on. */
function ScreenProblem({ error, reset }: ErrorComponentProps) {
  return <ProblemState error={error} onRetry={reset} />;
}

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultErrorComponent: ScreenProblem,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
