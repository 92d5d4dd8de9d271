import { asProblem } from "@/api/problem";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Banner } from "@/ui";

interface FormProblemProps {
  error: unknown;
  /** The fields that say themselves what is wrong with them, as `/name`; those below them too. */
  fields: readonly string[];
}

/** Over a form that was refused: what none of its fields says. */
export function FormProblem({ error, fields }: FormProblemProps) {
  if (!error) return null;
  const problem = asProblem(error);
  if (problem.fields.length === 0) return <ProblemNotice error={problem} />;
  const isSaid = (pointer: string) =>
    fields.some((field) => pointer === field || pointer.startsWith(`${field}/`));
  const left = problem.fields.filter(({ pointer }) => !isSaid(pointer));
  if (left.length === 0) return null;
  return (
    <Banner tone="danger" className="rounded border">
      {left.map(({ detail }) => detail).join(" ")}
    </Banner>
  );
}
