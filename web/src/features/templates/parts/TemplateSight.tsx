import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { Fact, Facts, Segment } from "@/ui";
import type { Values } from "../model/fields";
import { languageName } from "../model/language";
import { TemplatePreview } from "./TemplatePreview";
import { useWords } from "./useWords";

interface TemplateSightProps {
  template: Template;
  values: Values;
  /** Who will see it. */
  name: string;
}

type Look = "light" | "dark";

/** What the customer will see, by day and by night, and what follows from sending it. */
export function TemplateSight({ template, values, name }: TemplateSightProps) {
  const { t, i18n } = useTranslation("templates");
  const [look, setLook] = useState<Look>(() =>
    document.documentElement.dataset.theme === "dark" ? "dark" : "light",
  );
  const { category } = useWords(template);
  return (
    <section
      aria-label={t("sight.title", { name })}
      className="min-h-0 overflow-auto border-l border-line p-5 max-lg:flex-none max-lg:overflow-visible max-lg:border-t max-lg:border-l-0 max-md:p-4"
    >
      <div className="mb-3 flex items-center justify-between gap-2">
        <h3 className="text-sm font-medium">{t("sight.title", { name })}</h3>
        <Segment
          label={t("sight.look")}
          items={[
            { id: "light", label: t("sight.light") },
            { id: "dark", label: t("sight.dark") },
          ]}
          value={look}
          onValue={(next: Look) => setLook(next)}
        />
      </div>
      <div data-theme={look} className="rounded-lg border border-line bg-sunken p-4 text-fg">
        <TemplatePreview template={template} values={values} />
      </div>
      <div className="mt-4">
        <Facts>
          <Fact name={t("sight.category")}>{category}</Fact>
          <Fact name={t("sight.language")}>{languageName(template.language, i18n.language)}</Fact>
          <Fact name={t("sight.after")}>{t("sight.afterText", { name })}</Fact>
        </Facts>
      </div>
    </section>
  );
}
