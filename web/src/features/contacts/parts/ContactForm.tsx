import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import type { Contact } from "@/api/types";
import { ProblemNotice } from "@/app/ProblemNotice";
import { toast } from "@/app/toasts";
import { newId } from "@/features/inbox/model/drafts";
import { putContact } from "@/realtime/apply/contacts";
import { Button, Field, Input } from "@/ui";
import { changedFields, FIELDS, faultsOf, type Name, saveContact, valuesOf } from "../model/form";

interface ContactFormProps {
  /** Left out: a new one is made. */
  contact?: Contact;
  /** What is known of a new one already. */
  given?: { name?: string; phone?: string };
  onDone: (contact: Contact) => void;
  onCancel: () => void;
}

const TYPES: Record<Name, string> = { name: "text", phone: "tel", email: "email", company: "text" };

/** What is known of a contact, to be changed or to begin with. */
export function ContactForm({ contact, given, onDone, onCancel }: ContactFormProps) {
  const { t } = useTranslation("contacts");
  const client = useQueryClient();
  const [values, setValues] = useState(() => ({ ...valuesOf(contact), ...given }));
  const [asked, setAsked] = useState(false);
  const [key] = useState(newId);
  const faults = faultsOf(values, contact);
  const saving = useMutation({
    mutationFn: () => saveContact(contact, values, key),
    onSuccess: (saved) => {
      putContact(client, saved);
      toast(contact ? t("form.saved") : t("form.created", { name: saved.name }));
      onDone(saved);
    },
  });
  const problem = saving.isError ? asProblem(saving.error) : undefined;

  function sentenceOf(name: Name) {
    const fault = asked ? faults[name] : undefined;
    return (fault && t(fault)) ?? problem?.field(`/${name}`);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(faults).length > 0) return;
    if (contact !== undefined && changedFields(values, contact).length === 0) onDone(contact);
    else saving.mutate();
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <ProblemNotice error={saving.error} />
      {FIELDS.map((name) => (
        <Field
          key={name}
          label={t(`field.${name}`)}
          error={sentenceOf(name)}
          hint={name === "phone" ? t("form.phoneHint") : undefined}
        >
          {(control) => (
            <Input
              {...control}
              type={TYPES[name]}
              value={values[name]}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <div className="flex justify-end gap-2 pt-1">
        <Button onClick={onCancel}>{t("form.cancel")}</Button>
        <Button type="submit" kind="primary" busy={saving.isPending}>
          {t(contact ? "form.save" : "form.create")}
        </Button>
      </div>
    </form>
  );
}
