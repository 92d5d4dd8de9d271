import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { session } from "@/api/session";
import { toast } from "@/app/toasts";
import { Button, Card, Field } from "@/ui";
import { FormProblem } from "../parts/FormProblem";
import { TextField } from "../parts/TextField";
import { UnsavedGuard } from "../parts/UnsavedGuard";
import { tenantQuery, useChange } from "../queries";
import { AccentField } from "./AccentField";
import { changesOf, draftOf } from "./draft";
import { FactorChoice } from "./FactorChoice";
import { IdleFields } from "./IdleFields";
import { SightChoice } from "./SightChoice";
import type { ChangeTenantSettings, TenantSettings } from "./settings";
import { ZoneSelect } from "./ZoneSelect";

/** All of it in one form, saved together. */
export function CompanyForm({ settings }: { settings: TenantSettings }) {
  const { t } = useTranslation(["settingsCompany", "common"]);
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(settings));
  const save = useChange((body: ChangeTenantSettings) =>
    take(api.PATCH("/api/v1/tenant", { body })),
  );
  const problem = save.error && asProblem(save.error);
  const changes = changesOf(settings, draft);
  const isDirty = Object.keys(changes).length > 0;
  const isNameless = draft.name.trim() === "";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending || !isDirty || isNameless) return;
    save.mutate(changes, {
      onSuccess: (saved) => {
        client.setQueryData(tenantQuery.queryKey, saved);
        setDraft(draftOf(saved));
        session.rebrand(saved);
        toast(t("saved"));
      },
    });
  }

  return (
    <form onSubmit={submit} className="flex max-w-180 flex-col gap-4">
      <UnsavedGuard when={isDirty && !save.isPending} />
      <FormProblem
        error={save.error}
        fields={[
          "/name",
          "/timeZone",
          "/accent",
          "/agentSight",
          "/secondFactor",
          "/sessionIdleHours",
        ]}
      />
      <Card title={t("about")} bodyClassName="flex flex-col gap-4">
        <TextField
          label={t("name")}
          value={draft.name}
          onValue={(name) => setDraft({ ...draft, name })}
          hint={t("nameHint", { slug: settings.slug })}
          maxLength={100}
          required
          error={problem?.field("/name")}
        />
        <Field label={t("zone")} hint={t("zoneHint")} error={problem?.field("/timeZone")}>
          {(control) => (
            <ZoneSelect
              {...control}
              value={draft.timeZone}
              onValue={(timeZone) => setDraft({ ...draft, timeZone })}
            />
          )}
        </Field>
      </Card>
      <Card title={t("colour")}>
        <AccentField
          name={draft.name}
          value={draft.accent}
          onValue={(accent) => setDraft({ ...draft, accent })}
        />
      </Card>
      <Card title={t("sight")}>
        <SightChoice
          value={draft.agentSight}
          onValue={(agentSight) => setDraft({ ...draft, agentSight })}
        />
      </Card>
      <Card title={t("factor")}>
        <FactorChoice
          value={draft.secondFactor}
          onValue={(secondFactor) => setDraft({ ...draft, secondFactor })}
        />
      </Card>
      <Card title={t("idle")}>
        <IdleFields
          value={draft.idle}
          onValue={(idle) => setDraft({ ...draft, idle })}
          problem={problem}
        />
      </Card>
      <div className="sticky -bottom-6 -mx-1 flex items-center gap-3 bg-canvas px-1 py-3 max-md:-bottom-3">
        <Button
          type="submit"
          kind="primary"
          busy={save.isPending}
          disabled={!isDirty || isNameless}
        >
          {t("common:action.save")}
        </Button>
        <span className="text-xs text-fg-3">
          {isNameless ? t("noName") : isDirty ? t("unsaved") : t("same")}
        </span>
      </div>
    </form>
  );
}
