import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { components } from "@/api/schema.gen";
import type { PhoneNumber } from "@/api/types";
import { toast } from "@/app/toasts";
import { FormDialog } from "../parts/FormDialog";
import { TextField } from "../parts/TextField";
import { numbersQuery, useChange } from "../queries";

type Change = components["schemas"]["ChangeNumber"];

interface ChangeNumberProps {
  number: PhoneNumber;
  onClose: () => void;
}

/** Name, pace and token of a number. A token that is left empty stays as it is. */
export function ChangeNumber({ number, onClose }: ChangeNumberProps) {
  const { t } = useTranslation(["settingsNumbers", "common"]);
  const [name, setName] = useState(number.name ?? "");
  const [throughput, setThroughput] = useState(String(number.throughput));
  const [perMinute, setPerMinute] = useState(shown(number.capPerMinute));
  const [perDay, setPerDay] = useState(shown(number.capPerDay));
  const [wabaId, setWabaId] = useState(number.wabaId);
  const [token, setToken] = useState("");
  const save = useChange((body: Change) => {
    const params = { path: { id: number.id } };
    return take(api.PATCH("/api/v1/numbers/{id}", { params, body }));
  }, numbersQuery.queryKey);
  const problem = save.error && asProblem(save.error);

  function submit() {
    const body: Change = { name: name.trim() || null, throughput: Number(throughput) };
    if (perMinute !== shown(number.capPerMinute)) body.capPerMinute = read(perMinute);
    if (perDay !== shown(number.capPerDay)) body.capPerDay = read(perDay);
    if (wabaId.trim() !== number.wabaId) body.wabaId = wabaId.trim();
    if (token.trim() !== "") body.accessToken = token.trim();
    save.mutate(body, {
      onSuccess: () => {
        toast(t("change.saved"));
        onClose();
      },
    });
  }

  return (
    <FormDialog
      title={t("change.title")}
      submitLabel={t("common:action.save")}
      isDirty={
        name !== (number.name ?? "") ||
        throughput !== String(number.throughput) ||
        perMinute !== shown(number.capPerMinute) ||
        perDay !== shown(number.capPerDay) ||
        wabaId !== number.wabaId ||
        token !== ""
      }
      isBusy={save.isPending}
      missing={Number(throughput) >= 1 ? undefined : t("change.noThroughput")}
      error={save.error}
      fields={["/name", "/throughput", "/capPerMinute", "/capPerDay", "/wabaId", "/accessToken"]}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t("field.name")}
        value={name}
        onValue={setName}
        hint={t("field.nameHint")}
        maxLength={100}
        autoFocus
        error={problem?.field("/name")}
      />
      <TextField
        label={t("throughput")}
        type="number"
        min={1}
        max={1000}
        value={throughput}
        onValue={setThroughput}
        hint={t("field.throughputHint")}
        error={problem?.field("/throughput")}
      />
      <TextField
        label={t("field.capPerMinute")}
        type="number"
        min={1}
        max={60000}
        value={perMinute}
        onValue={setPerMinute}
        hint={t("field.capHint")}
        error={problem?.field("/capPerMinute")}
      />
      <TextField
        label={t("field.capPerDay")}
        type="number"
        min={1}
        max={10000000}
        value={perDay}
        onValue={setPerDay}
        hint={t("field.capPerDayHint")}
        error={problem?.field("/capPerDay")}
      />
      <TextField
        label={t("field.wabaId")}
        inputMode="numeric"
        value={wabaId}
        onValue={setWabaId}
        hint={t("change.wabaIdHint")}
        error={problem?.field("/wabaId")}
      />
      <TextField
        label={t("change.token")}
        type="password"
        autoComplete="new-password"
        value={token}
        onValue={setToken}
        hint={t("change.tokenHint")}
        error={problem?.field("/accessToken")}
      />
    </FormDialog>
  );
}

/** A limit as it is typed: nothing where there is none. */
function shown(limit: number | null | undefined): string {
  return limit == null ? "" : String(limit);
}

function read(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed);
}
