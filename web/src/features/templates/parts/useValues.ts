import { useState } from "react";
import type { Template } from "@/api/types";
import { defaultsOf, type Recipient, type Source } from "../model/defaults";

/** What is filled in, per template: who looks at another one and comes back finds her words again. */
export function useValues(template: Template | null, recipient: Recipient) {
  const [written, setWritten] = useState<Record<string, Record<string, string>>>({});
  const id = template ? `${template.name} ${template.language}` : "";
  const defaults = template ? defaultsOf(template, recipient) : {};
  const own = written[id] ?? {};
  const given = Object.fromEntries(
    Object.entries(defaults).map(([key, { value }]) => [key, value]),
  );
  const values: Record<string, string> = { ...given, ...own };
  const sources: Record<string, Source> = Object.fromEntries(
    Object.entries(defaults)
      .filter(([key, { value }]) => values[key] === value)
      .map(([key, { source }]) => [key, source]),
  );
  return {
    values,
    /** Where a value comes from, while it is the one that was known. */
    sources,
    setValue: (key: string, value: string) =>
      setWritten({ ...written, [id]: { ...own, [key]: value } }),
  };
}
