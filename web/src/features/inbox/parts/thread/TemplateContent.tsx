import { LayoutTemplate } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui";
import { list, text } from "../../model/content";

interface TemplateContentProps {
  content: unknown;
  meta: (block: boolean) => ReactNode;
}

/** A template that was sent: its name and what was filled in. The words themselves are kept at Meta. */
export function TemplateContent({ content, meta }: TemplateContentProps) {
  const { t } = useTranslation("inbox");
  const values = list(content, "components")
    .flatMap((component) => list(component, "parameters"))
    .map((parameter) => text(parameter, "text"))
    .filter((value) => value !== "");
  return (
    <div className="min-w-48">
      <span className="flex items-center gap-1.5 text-xs text-fg-2">
        <Icon of={LayoutTemplate} size={14} />
        {t("kind.template")}
      </span>
      <span className="block font-medium">{text(content, "name")}</span>
      {values.length > 0 && <span className="block text-sm text-fg-2">{values.join(" · ")}</span>}
      {meta(true)}
    </div>
  );
}
