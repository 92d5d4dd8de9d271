import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { components } from "@/api/schema.gen";
import { may } from "@/app/access";
import { ProblemNotice } from "@/app/ProblemNotice";
import { Button, Checkbox, Dialog, Field, Input } from "@/ui";
import { useMe } from "../../people";
import { filtersOf, type InboxSearch } from "../../search";
import { VIEWS_KEY, type View } from "./views";

interface ViewDialogProps {
  /** The one to be renamed; left out: what is filtered by becomes a view. */
  view?: View | undefined;
  search: InboxSearch;
  onClose: () => void;
}

/** Gives filters a name, and to whoever may, to everybody. */
export default function ViewDialog({ view, search, onClose }: ViewDialogProps) {
  const { t } = useTranslation(["views", "common"]);
  const me = useMe();
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const saving = useMutation({
    mutationFn: () => {
      if (view !== undefined) {
        const params = { path: { id: view.id } };
        const body = { name: name.trim(), ...(shared !== view.shared && { shared }) };
        return take(api.PATCH("/api/v1/views/{id}", { params, body }));
      }
      const query = filtersOf(search) as components["schemas"]["ConversationQuery"];
      return take(api.POST("/api/v1/views", { body: { name: name.trim(), query, shared } }));
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: VIEWS_KEY });
      onClose();
    },
  });
  const problem = saving.isError ? asProblem(saving.error) : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    saving.mutate();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={view === undefined ? t("save") : t("rename")}
      closeLabel={t("common:action.close")}
      footer={
        <>
          <Button onClick={onClose}>{t("common:action.cancel")}</Button>
          <Button type="submit" form={form} kind="primary" busy={saving.isPending}>
            {t("common:action.save")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <ProblemNotice error={saving.error} />
        <Field label={t("name")} error={problem?.field("/name")}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              required
              maxLength={60}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        {may(me, "desk:manage") && (
          // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside
          <label className="flex min-h-8 cursor-pointer items-center gap-2 text-sm max-md:min-h-11">
            <Checkbox checked={shared} onChange={({ target }) => setShared(target.checked)} />
            {t("shared")}
          </label>
        )}
      </form>
    </Dialog>
  );
}
