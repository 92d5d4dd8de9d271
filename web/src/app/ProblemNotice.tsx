import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Banner } from "@/ui/Banner";
import { problemWords } from "./problemWords";

/** Over a form that was refused. What concerns one field stands under that field instead. */
export function ProblemNotice({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  const problem = asProblem(error);
  if (problem.fields.length > 0) return null;
  const { title, text } = problemWords(problem, t);
  return (
    <Banner tone="danger" className="rounded border">
      {problem.slug === "unauthenticated" && text ? text : [title, text].filter(Boolean).join(". ")}
    </Banner>
  );
}
