import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Contact } from "@/api/types";
import { ProblemNotice } from "@/app/ProblemNotice";
import { toast } from "@/app/toasts";
import { Button, Field, Input } from "@/ui";
import { keepContact } from "../../cache";

/** i18n-uses thread:contact.* */
const FIELDS = ["name", "phone", "email", "company"] as const;
type Name = (typeof FIELDS)[number];
const TYPES: Record<Name, string> = { name: "text", phone: "tel", email: "email", company: "text" };

/** Changes what is known of a contact. */
export function ContactForm({ contact, onDone }: { contact: Contact; onDone: () => void }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const client = useQueryClient();
  const [values, setValues] = useState<Record<Name, string>>(() => ({
    name: contact.name,
    phone: contact.phone ?? "",
    email: contact.email ?? "",
    company: contact.company ?? "",
  }));
  const changed = FIELDS.filter((name) => values[name].trim() !== (contact[name] ?? ""));
  const saving = useMutation({
    mutationFn: () => {
      const body = Object.fromEntries(changed.map((name) => [name, values[name].trim() || null]));
      return take<Contact>(
        api.PATCH("/api/v1/contacts/{id}", { params: { path: { id: contact.id } }, body }),
      );
    },
    onSuccess: (saved) => {
      keepContact(client, saved);
      toast(t("thread:told.contactSaved"));
      onDone();
    },
  });
  const problem = saving.isError ? asProblem(saving.error) : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (changed.length === 0) onDone();
    else saving.mutate();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-t border-line p-4">
      <ProblemNotice error={saving.error} />
      {FIELDS.map((name) => (
        <Field key={name} label={t(`thread:contact.${name}`)} error={problem?.field(`/${name}`)}>
          {(control) => (
            <Input
              {...control}
              type={TYPES[name]}
              value={values[name]}
              required={name === "name"}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button size="sm" type="submit" kind="primary" busy={saving.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
