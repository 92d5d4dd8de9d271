import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { toast } from "@/app/toasts";
import { useSession } from "@/app/useSession";
import { Button, Card, Checkbox } from "@/ui";
import { FormProblem } from "../parts/FormProblem";
import { UnsavedGuard } from "../parts/UnsavedGuard";
import { useChange } from "../queries";
import { BodyField } from "../replies/BodyField";
import { ReplyPreview } from "../replies/ReplyPreview";
import { UNATTENDED, unknownIn } from "../replies/variables";
import { bodyOf, changesOf, draftOf, missingIn, newDraft } from "./draft";
import { HolidayFields } from "./HolidayFields";
import { PlaceField } from "./PlaceField";
import { type AwayMessage, awayQuery } from "./queries";
import { usePlaces } from "./usePlaces";
import { WeekFields } from "./WeekFields";

interface AwayFormProps {
  /** Left out: a new one. */
  message?: AwayMessage | undefined;
  /** The places that have one. */
  taken: ReadonlySet<string>;
}

/** Writes an away message: for whom, when the business is open, what is said while it is not. */
export function AwayForm({ message, taken }: AwayFormProps) {
  const { t } = useTranslation(["settingsAway", "common"]);
  const navigate = useNavigate();
  const id = useId();
  const timeZone = useSession().tenant?.timeZone ?? "";
  const { teams, numbers } = usePlaces();
  const [before] = useState(() => (message ? draftOf(message) : newDraft(t("sampleText"), taken)));
  const [draft, setDraft] = useState(before);
  const save = useChange(() => {
    if (!message) return take(api.POST("/api/v1/away-messages", { body: bodyOf(draft) }));
    const params = { path: { id: message.id } };
    return take(api.PATCH("/api/v1/away-messages/{id}", { params, body: changesOf(draft) }));
  }, awayQuery.queryKey);
  const problem = save.error && asProblem(save.error);
  const unknown = unknownIn(draft.text, UNATTENDED);
  const missing = missingIn(draft);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(before);
  const isReady = missing === null && (isDirty || !message);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending || !isReady) return;
    save.mutate(undefined, {
      onSuccess: () => {
        toast(t("saved"));
        // What was typed is saved: leaving loses nothing.
        void navigate({ to: "/settings/away", ignoreBlocker: true });
      },
    });
  }

  return (
    <form onSubmit={submit} className="flex max-w-180 flex-col gap-4">
      <UnsavedGuard when={isDirty} />
      <FormProblem error={save.error} fields={["/text", "/numberId", "/teamId"]} />
      <Card title={t("whom")} bodyClassName="flex flex-col gap-4">
        <PlaceField
          value={draft.place}
          onValue={(place) => setDraft({ ...draft, place })}
          teams={teams}
          numbers={numbers}
          taken={taken}
          isFixed={message !== undefined}
          error={problem?.field("/numberId") ?? problem?.field("/teamId")}
        />
        <label
          htmlFor={id}
          className="flex cursor-pointer items-center gap-2.5 text-sm max-md:min-h-11"
        >
          <Checkbox
            id={id}
            checked={draft.enabled}
            onChange={() => setDraft({ ...draft, enabled: !draft.enabled })}
          />
          {t("enabled")}
        </label>
      </Card>
      <Card title={t("hours")} bodyClassName="px-0 pb-0">
        <WeekFields
          week={draft.week}
          timeZone={timeZone}
          onWeek={(week) => setDraft({ ...draft, week })}
        />
      </Card>
      <Card title={t("holidays")}>
        <HolidayFields
          holidays={draft.holidays}
          timeZone={timeZone}
          onHolidays={(holidays) => setDraft({ ...draft, holidays })}
        />
      </Card>
      <Card title={t("message")} bodyClassName="flex flex-col gap-4">
        <BodyField
          value={draft.text}
          onValue={(text) => setDraft({ ...draft, text })}
          variables={UNATTENDED}
          error={
            problem?.field("/text") ??
            (unknown.length > 0 ? t("unknown", { names: unknown.join(", ") }) : undefined)
          }
        />
        <ReplyPreview body={draft.text} />
      </Card>
      <div className="sticky -bottom-6 -mx-1 flex flex-wrap items-center gap-3 bg-canvas px-1 py-3 max-md:-bottom-3">
        <Button type="submit" kind="primary" busy={save.isPending} disabled={!isReady}>
          {t("common:action.save")}
        </Button>
        <Button onClick={() => void navigate({ to: "/settings/away" })}>
          {t("common:action.cancel")}
        </Button>
        {missing && <span className="text-xs text-fg-3">{t(`missing.${missing}`)}</span>}
      </div>
    </form>
  );
}
