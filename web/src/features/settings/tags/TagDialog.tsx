import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import type { Tag } from "@/api/types";
import { toast } from "@/app/toasts";
import { Tag as TagMark } from "@/ui";
import { nearestHue } from "../hues";
import { FormDialog } from "../parts/FormDialog";
import { HueChoice } from "../parts/HueChoice";
import { TextField } from "../parts/TextField";
import { useChange } from "../queries";

interface TagDialogProps {
  /** Left out: a new one. */
  tag?: Tag | undefined;
  onClose: () => void;
}

const FIRST_HUE = 165;

/** Names and colours a tag. */
export function TagDialog({ tag, onClose }: TagDialogProps) {
  const { t } = useTranslation(["settingsDesk", "common"]);
  const [name, setName] = useState(tag?.name ?? "");
  const [hue, setHue] = useState(tag?.hue ?? FIRST_HUE);
  const save = useChange((body: { name: string; hue: number }) => {
    if (!tag) return take(api.POST("/api/v1/tags", { body }));
    return take(api.PATCH("/api/v1/tags/{id}", { params: { path: { id: tag.id } }, body }));
  }, keys.tags);
  const problem = save.error && asProblem(save.error);
  const isDirty = name !== (tag?.name ?? "") || hue !== (tag?.hue ?? FIRST_HUE);

  function submit() {
    save.mutate(
      { name: name.trim(), hue },
      {
        onSuccess: () => {
          toast(t("tag.saved", { name: name.trim() }));
          onClose();
        },
      },
    );
  }

  return (
    <FormDialog
      title={tag ? t("tag.change") : t("tag.create")}
      submitLabel={tag ? t("common:action.save") : t("tag.create")}
      isDirty={isDirty}
      isBusy={save.isPending}
      missing={name.trim() === "" ? t("tag.missing") : undefined}
      error={save.error}
      fields={["/name", "/hue"]}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t("tag.name")}
        value={name}
        onValue={setName}
        maxLength={60}
        autoFocus
        error={problem?.field("/name")}
      />
      <HueChoice label={t("tag.hue")} value={nearestHue(hue)} onValue={setHue} />
      <div className="flex min-w-0 items-center gap-2 text-sm text-fg-2">
        {t("tag.preview")}
        <TagMark name={name.trim() || t("tag.sample")} hue={hue} />
      </div>
    </FormDialog>
  );
}
