import { ProblemState } from "./ProblemState";

/** Nobody can say whether somebody is signed in: the server does not answer. */
export function Starting({ error }: { error: unknown }) {
  return <ProblemState error={error} onRetry={() => location.reload()} />;
}
