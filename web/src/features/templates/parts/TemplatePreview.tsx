import { Copy, ExternalLink, type LucideIcon, Phone, Reply, SquareMenu } from "lucide-react";
import type { Template } from "@/api/types";
import { RichText } from "@/features/inbox/parts/thread/RichText";
import { Icon } from "@/ui";
import type { Values } from "../model/fields";
import { fill } from "../model/filled";
import { partsOf, type TemplateButton } from "../model/template";
import { HeaderFile } from "./HeaderFile";
import { Marked } from "./Marked";

const BUTTON_ICONS: Record<TemplateButton["kind"], LucideIcon> = {
  reply: Reply,
  url: ExternalLink,
  phone: Phone,
  code: Copy,
  flow: SquareMenu,
  other: SquareMenu,
};

/** The message as WhatsApp draws it: header, words, footer, buttons. */
export function TemplatePreview({ template, values }: { template: Template; values: Values }) {
  const { header, body, footer, buttons } = partsOf(template);
  return (
    <div className="max-w-80 overflow-hidden rounded-lg rounded-tl-xs border border-bubble-in-line bg-bubble-in">
      <div className="px-3 py-2 wrap-anywhere">
        {header !== null && header.format !== "text" && (
          <div className="-mx-2 -mt-1 mb-2">
            <HeaderFile format={header.format} values={values} />
          </div>
        )}
        {header?.format === "text" && (
          <p className="mb-1 font-semibold">
            <Marked text={fill(header.text, "header", values)} />
          </p>
        )}
        {body !== null && (
          <div className="whitespace-pre-line">
            <RichText text={fill(body.text, "body", values)} leaf={Marked} />
          </div>
        )}
        {footer !== "" && <p className="mt-1.5 text-xs text-fg-3">{footer}</p>}
      </div>
      {buttons.map(({ kind, label }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: buttons have their place and no other name
          key={index}
          className="flex min-h-10 items-center justify-center gap-1.5 border-t border-bubble-in-line px-3 text-base font-medium text-accent-text"
        >
          <Icon of={BUTTON_ICONS[kind]} size={14} />
          {label}
        </span>
      ))}
    </div>
  );
}
