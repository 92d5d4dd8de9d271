import type { TFunction } from "i18next";
import { OFFLINE, type Problem, UNEXPECTED } from "@/api/problem";

/** What happened and what to do about it, in words. The server says it in the reader's language; what has no answer of the
 *  server's is said here. */
export function problemWords(
  problem: Problem,
  t: TFunction,
): { title: string; text: string | undefined } {
  if (problem.slug === OFFLINE)
    return { title: t("problem.offline"), text: t("problem.offlineText") };
  if (problem.slug === UNEXPECTED || !problem.title) {
    return { title: t("problem.unexpected"), text: t("problem.unexpectedText") };
  }
  const text = [problem.detail, problem.remedy].filter((part) => part && part !== problem.title);
  return { title: problem.title, text: text.join(" ") || undefined };
}
