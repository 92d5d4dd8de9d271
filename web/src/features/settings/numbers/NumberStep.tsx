import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { PhoneNumber } from "@/api/types";
import { Button } from "@/ui";
import { FormProblem } from "../parts/FormProblem";
import { TextField } from "../parts/TextField";
import { numbersQuery, useChange } from "../queries";
import type { NewNumber } from "./setUp";

// i18n-uses settingsNumbers:field.*
const FIELDS = ["displayPhoneNumber", "wabaId", "phoneNumberId", "name", "accessToken"] as const;
const SAMPLES: Record<keyof NewNumber, string> = {
  displayPhoneNumber: "+55 11 4000-1234",
  wabaId: "102290129340398",
  phoneNumberId: "106540352242922",
  name: "",
  accessToken: "",
};
const OPTIONAL: readonly string[] = ["name", "accessToken"];

interface NumberStepProps {
  app: string;
  value: NewNumber;
  onValue: (value: NewNumber) => void;
  onBack: () => void;
  onDone: (number: PhoneNumber) => void;
}

/** The number itself: its ids at Meta, each with where it stands, and its token. */
export function NumberStep({ app, value, onValue, onBack, onDone }: NumberStepProps) {
  const { t } = useTranslation("settingsNumbers");
  const make = useChange((given: NewNumber) => {
    const { name, accessToken, ...ids } = trimmed(given);
    const body = {
      ...ids,
      app,
      throughput: 80,
      ...(name && { name }),
      ...(accessToken && { accessToken }),
    };
    return take<PhoneNumber>(api.POST("/api/v1/numbers", { body }));
  }, numbersQuery.queryKey);
  const problem = make.error && asProblem(make.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!make.isPending) make.mutate(value, { onSuccess: onDone });
  }

  return (
    <form onSubmit={submit} className="flex max-w-160 flex-col gap-4">
      <p className="text-sm text-fg-2">{t("numberStep.intro")}</p>
      <FormProblem error={make.error} fields={FIELDS.map((name) => `/${name}`)} />
      {FIELDS.map((name) => (
        <TextField
          key={name}
          label={t(`field.${name}`)}
          hint={t(`field.${name}Hint`)}
          placeholder={SAMPLES[name]}
          value={value[name]}
          onValue={(text) => onValue({ ...value, [name]: text })}
          required={!OPTIONAL.includes(name)}
          error={problem?.field(`/${name}`)}
          {...(name === "accessToken" && { type: "password", autoComplete: "new-password" })}
          {...(name.endsWith("Id") && { inputMode: "numeric" as const })}
        />
      ))}
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>{t("setUp.back")}</Button>
        <Button type="submit" kind="primary" busy={make.isPending}>
          {t("setUp.submit")}
        </Button>
      </div>
    </form>
  );
}

function trimmed(given: NewNumber): NewNumber {
  const entries = Object.entries(given).map(([name, text]) => [name, text.trim()]);
  return Object.fromEntries(entries) as NewNumber;
}
