import { asProblem } from "@/api/problem";
import { texts } from "@/i18n";
import { problemWords } from "./problemWords";
import { toast } from "./toasts";

/** Says in the corner why something did not work that has no better place to say it. */
export function tellProblem(error: unknown) {
  const { title, text } = problemWords(asProblem(error), texts.t);
  toast(text ? `${title}. ${text}` : title);
}
