import { CircleCheck } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Badge, Banner, Icon } from "@/ui";
import type { Reason } from "../model/choice";
import type { Source } from "../model/defaults";
import { fieldsOf, type Values } from "../model/fields";
import { titleOf } from "../model/template";
import { TemplateInput } from "./TemplateInput";
import { useWords } from "./useWords";

interface TemplateFormProps {
  template: Template;
  values: Values;
  /** Where a value comes from that nobody typed. */
  sources: Readonly<Record<string, Source>>;
  /** Why it cannot be sent. */
  reason: Reason | null;
  /** Why it was refused. */
  error: unknown;
  onValue: (key: string, value: string) => void;
}

const TONES = { green: "ok", yellow: "warn", red: "danger" } as const;

/** What the template leaves open, one field each. */
export function TemplateForm(props: TemplateFormProps) {
  const { template, values, sources, reason, error, onValue } = props;
  const { t } = useTranslation("templates");
  const { quality, status } = useWords(template);
  const form = useRef<HTMLFormElement>(null);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const fields = reason === null || reason === "strange" ? fieldsOf(template) : [];
  const tone = TONES[template.quality as keyof typeof TONES];

  // Where there is something to fill in, it is the next thing to do.
  useEffect(() => form.current?.querySelector<HTMLElement>("input")?.focus(), []);

  return (
    <form
      ref={form}
      onSubmit={(event) => event.preventDefault()}
      className="flex min-h-0 flex-col gap-4 overflow-auto p-5 max-lg:flex-none max-lg:overflow-visible max-md:p-4"
    >
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="truncate text-base font-semibold">{titleOf(template)}</h3>
          <p className="truncate font-mono text-xs text-fg-3">
            {template.name} · {template.language}
          </p>
        </div>
        {template.status !== "approved" && <Badge tone="warn">{status}</Badge>}
        {template.status === "approved" && quality !== undefined && tone !== undefined && (
          <Badge tone={tone}>
            {tone === "ok" && <Icon of={CircleCheck} size={12} />}
            {quality}
          </Badge>
        )}
      </div>
      <ProblemNotice error={error} />
      {reason !== null && (
        <Banner tone="warn" className="rounded border">
          {t(`reason.${reason}`)}
        </Banner>
      )}
      {reason === null && fields.length === 0 && (
        <p className="text-sm text-fg-2">{t("form.nothing")}</p>
      )}
      {reason === null &&
        fields.map((field) => (
          <TemplateInput
            key={field.key}
            field={field}
            value={values[field.key] ?? ""}
            source={sources[field.key]}
            isTouched={touched.has(field.key)}
            onTouched={() => setTouched(new Set([...touched, field.key]))}
            onValue={(value) => onValue(field.key, value)}
          />
        ))}
    </form>
  );
}
