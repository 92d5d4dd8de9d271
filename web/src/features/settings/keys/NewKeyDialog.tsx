import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { Field, Segment, Textarea } from "@/ui";
import { FormDialog } from "../parts/FormDialog";
import { TextField } from "../parts/TextField";
import { apiKeysQuery, useChange } from "../queries";
import { FreshKey } from "./FreshKey";
import { ScopeChoice } from "./ScopeChoice";
import { EVERYTHING } from "./scopes";

/** Makes an API key and shows it, once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settingsKeys");
  const [name, setName] = useState("");
  const [reach, setReach] = useState<"some" | "all">("some");
  const [scopes, setScopes] = useState<string[]>([]);
  const [networks, setNetworks] = useState("");
  const make = useChange((body: { name: string; scopes: string[]; allowedNetworks: string[] }) => {
    return take(api.POST("/api/v1/api-keys", { body }));
  }, apiKeysQuery.queryKey);
  const problem = make.error && asProblem(make.error);
  const chosen = reach === "all" ? [EVERYTHING] : scopes;
  const refused = problem?.fields.filter(({ pointer }) => pointer.startsWith("/allowedNetworks"));
  if (make.data) return <FreshKey secret={make.data.key} name={name.trim()} onClose={onClose} />;

  function missing() {
    if (name.trim() === "") return t("new.noName");
    return chosen.length === 0 ? t("new.noScopes") : undefined;
  }

  return (
    <FormDialog
      title={t("new.title")}
      submitLabel={t("new.submit")}
      isDirty={name !== "" || scopes.length > 0 || networks !== ""}
      isBusy={make.isPending}
      missing={missing()}
      error={make.error}
      fields={["/name", "/allowedNetworks"]}
      onSubmit={() =>
        make.mutate({ name: name.trim(), scopes: chosen, allowedNetworks: linesOf(networks) })
      }
      onClose={onClose}
      className="max-w-176"
    >
      <TextField
        label={t("new.name")}
        value={name}
        onValue={setName}
        placeholder={t("new.nameSample")}
        hint={t("new.nameHint")}
        maxLength={100}
        autoFocus
        error={problem?.field("/name")}
      />
      <div className="flex flex-col items-start gap-2">
        <span className="text-sm font-medium">{t("new.may")}</span>
        <Segment
          label={t("new.may")}
          items={[
            { id: "some", label: t("new.some") },
            { id: "all", label: t("new.all") },
          ]}
          value={reach}
          onValue={setReach}
        />
        <p className="text-xs text-fg-3">{t(reach === "all" ? "new.allHint" : "new.someHint")}</p>
      </div>
      {reach === "some" && <ScopeChoice chosen={scopes} onChosen={setScopes} />}
      <Field
        label={t("new.networks")}
        hint={t("new.networksHint")}
        error={refused?.length ? refused.map(({ detail }) => detail).join(" ") : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={networks}
            placeholder="203.0.113.0/24"
            onChange={(event) => setNetworks(event.target.value)}
            className="font-mono text-sm"
          />
        )}
      </Field>
    </FormDialog>
  );
}

function linesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((line) => line !== "");
}
