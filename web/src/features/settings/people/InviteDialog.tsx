import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Role } from "@/api/types";
import { toast } from "@/app/toasts";
import { useSession } from "@/app/useSession";
import { optionsQuery } from "@/features/session/options";
import { FormDialog } from "../parts/FormDialog";
import { TextField } from "../parts/TextField";
import { useChange, usersQuery } from "../queries";
import { LinkDialog } from "./LinkDialog";
import { RoleChoice } from "./RoleChoice";
import { rolesToGive } from "./roles";

/** Makes somebody a member. Who is new gets a link to set a password; who is known elsewhere can come in at once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settingsMembers");
  const { user: me } = useSession();
  const options = useQuery(optionsQuery);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const invite = useChange((body: { name: string; email: string; role: Role }) => {
    return take(api.POST("/api/v1/users", { body }));
  }, usersQuery.queryKey);
  const problem = invite.error && asProblem(invite.error);
  if (invite.data?.setupUrl) {
    const { name, email, setupUrl, mailed } = invite.data;
    return (
      <LinkDialog name={name} email={email} url={setupUrl} mailed={mailed} onClose={onClose} />
    );
  }

  function missing() {
    if (name.trim() === "") return t("invite.noName");
    return email.trim() === "" ? t("invite.noEmail") : undefined;
  }

  function submit() {
    invite.mutate(
      { name: name.trim(), email: email.trim(), role },
      {
        onSuccess: (made) => {
          if (made.setupUrl) return;
          toast(t("invite.known", { name: made.name }));
          onClose();
        },
      },
    );
  }

  return (
    <FormDialog
      title={t("invite.title")}
      submitLabel={t("invite.submit")}
      isDirty={name !== "" || email !== ""}
      isBusy={invite.isPending}
      missing={missing()}
      error={invite.error}
      fields={["/name", "/email"]}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t("invite.name")}
        value={name}
        onValue={setName}
        maxLength={100}
        autoFocus
        error={problem?.field("/name")}
      />
      <TextField
        label={t("invite.email")}
        type="email"
        value={email}
        onValue={setEmail}
        hint={t(options.data?.mail ? "invite.mailHint" : "invite.emailHint")}
        error={problem?.field("/email")}
      />
      <RoleChoice roles={rolesToGive(me)} value={role} onValue={setRole} />
    </FormDialog>
  );
}
