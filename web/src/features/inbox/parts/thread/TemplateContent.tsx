import { LayoutTemplate } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui";
import { list, text } from "../../model/content";

const SentTemplate = lazy(() => import("@/features/templates/parts/SentTemplate"));

interface TemplateContentProps {
  content: unknown;
  numberId: string;
  meta: (block: boolean) => ReactNode;
}

/** A template that was sent. Its words are kept at Meta: until they are here its name and what was filled in stand for it. */
export function TemplateContent({ content, numberId, meta }: TemplateContentProps) {
  const { t } = useTranslation("inbox");
  const values = list(content, "components")
    .flatMap((component) => list(component, "parameters"))
    .map((parameter) => text(parameter, "text"))
    .filter((value) => value !== "");
  const otherwise = (
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
  return (
    <Suspense fallback={otherwise}>
      <SentTemplate content={content} numberId={numberId} meta={meta} otherwise={otherwise} />
    </Suspense>
  );
}
