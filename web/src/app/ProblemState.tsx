import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ErrorState } from "@/ui/ErrorState";
import { problemWords } from "./problemWords";

interface ProblemStateProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
  retrying?: boolean | undefined;
  className?: string | undefined;
}

/** In place of something that could not be loaded: what happened, what to do, the request to name, another try. */
export function ProblemState({ error, onRetry, retrying, className }: ProblemStateProps) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const { title, text } = problemWords(problem, t);
  return (
    <ErrorState
      title={title}
      text={text}
      retryLabel={t("action.retry")}
      onRetry={onRetry}
      retrying={retrying}
      requestId={problem.requestId}
      copyLabel={t("problem.copyRequest")}
      className={className}
    />
  );
}
