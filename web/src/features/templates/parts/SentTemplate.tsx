import { LayoutTemplate } from "lucide-react";
import type { ReactNode } from "react";
import { text } from "@/features/inbox/model/content";
import { RichText } from "@/features/inbox/parts/thread/RichText";
import { Icon } from "@/ui";
import { fill, piecesOf, valuesIn } from "../model/filled";
import { partsOf } from "../model/template";
import { useTemplates } from "../queries";
import { HeaderFile } from "./HeaderFile";

interface SentTemplateProps {
  content: unknown;
  numberId: string;
  meta: (block: boolean) => ReactNode;
  /** While its words are not known here, or not any more. */
  otherwise: ReactNode;
}

/** A template that was sent, with its words and what was filled in, as the customer got it. */
export default function SentTemplate({ content, numberId, meta, otherwise }: SentTemplateProps) {
  const { data: known } = useTemplates(numberId);
  const language = text((content as { language?: unknown } | null)?.language, "code");
  const template = known?.find(
    (one) => one.name === text(content, "name") && one.language === language,
  );
  if (template === undefined) return otherwise;
  const { header, body, footer, buttons } = partsOf(template);
  const values = valuesIn(content);
  return (
    <div className="min-w-48">
      {header?.format === "text" && (
        <p className="mb-1 font-semibold">
          <Plain text={fill(header.text, "header", values)} />
        </p>
      )}
      {header !== null && header.format !== "text" && (
        <div className="mb-1.5">
          <HeaderFile format={header.format} values={values} />
        </div>
      )}
      {body !== null && <RichText text={fill(body.text, "body", values)} leaf={Plain} />}
      {footer !== "" && <p className="mt-1.5 text-xs text-fg-2">{footer}</p>}
      {buttons.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1">
          {buttons.map(({ label }) => (
            <li
              key={label}
              className="flex min-h-8 items-center justify-center rounded border border-bubble-out-line px-3 text-sm font-medium text-accent-text"
            >
              {label}
            </li>
          ))}
        </ul>
      )}
      <span className="mt-1 flex items-center justify-between gap-3">
        <span className="flex min-w-0 items-center gap-1 text-xs text-fg-2">
          <Icon of={LayoutTemplate} size={12} />
          <span className="truncate">{template.name}</span>
        </span>
        {meta(true)}
      </span>
    </div>
  );
}

/** Words and values alike: what was sent is no preview. */
function Plain({ text: marked }: { text: string }) {
  return piecesOf(marked)
    .map(({ text: words }) => words)
    .join("");
}
