import { useTranslation } from "react-i18next";
import { Field, Input } from "@/ui";
import type { Source } from "../model/defaults";
import { type FieldKind, faultOf, type TemplateField } from "../model/fields";

interface TemplateInputProps {
  field: TemplateField;
  value: string;
  /** Where it comes from, while nobody changed it. */
  source: Source | undefined;
  /** Looked at and left: what is missing is said. */
  isTouched: boolean;
  onTouched: () => void;
  onValue: (value: string) => void;
}

const TYPES: Partial<Record<FieldKind, "url" | "text">> = {
  image: "url",
  video: "url",
  document: "url",
};

/** One value of a template. i18n-uses templates:hint.*
 * what it is for, where it comes from, what is wrong with it. */
export function TemplateInput(props: TemplateInputProps) {
  const { field, value, source, isTouched, onTouched, onValue } = props;
  const { t } = useTranslation("templates");
  const fault = faultOf(field, value);
  const says = fault !== null && (isTouched || fault !== "missing");
  const example = field.example === "" ? undefined : t("form.example", { example: field.example });
  return (
    <Field
      label={useLabel(field)}
      error={says ? t(`fault.${fault}`) : undefined}
      hint={source ? t(`from.${source}`) : hintOf(field)}
    >
      {(control) => (
        <Input
          {...control}
          type={TYPES[field.kind] ?? "text"}
          inputMode={
            field.kind === "latitude" || field.kind === "longitude" ? "decimal" : undefined
          }
          placeholder={example}
          value={value}
          onBlur={onTouched}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </Field>
  );

  function hintOf({ kind }: TemplateField): string | undefined {
    switch (kind) {
      case "image":
      case "video":
      case "document":
        return t(`hint.${kind}`);
      case "urlEnd":
        return t("hint.urlEnd");
      case "fileName":
        return t("hint.fileName");
      default:
        return undefined;
    }
  }
}

/** What a field is called: the name its author gave it, or what kind of thing it is. */
function useLabel({ kind, name, where }: TemplateField): string {
  const { t } = useTranslation("templates");
  if (kind === "urlEnd" || kind === "code") return t(`kind.${kind}`, { button: name });
  if (kind !== "text") return t(`kind.${kind}`);
  const braces = `{{${name}}}`;
  if (/^\d+$/u.test(name))
    return `${t(where === "header" ? "kind.headerText" : "kind.text", { number: name })} ${braces}`;
  const words = name.replace(/_+/gu, " ").trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${braces}`;
}
