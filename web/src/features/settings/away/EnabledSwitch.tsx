import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { tellProblem } from "@/app/tellProblem";
import { toast } from "@/app/toasts";
import { Switch } from "@/ui";
import { useChange } from "../queries";
import { type AwayMessage, awayQuery } from "./queries";

/** Switches an away message on or off, at once. */
export function EnabledSwitch({ message, name }: { message: AwayMessage; name: string }) {
  const { t } = useTranslation("settingsAway");
  const change = useChange(
    (enabled: boolean) =>
      take(
        api.PATCH("/api/v1/away-messages/{id}", {
          params: { path: { id: message.id } },
          body: { enabled },
        }),
      ),
    awayQuery.queryKey,
  );
  return (
    <Switch
      className="align-middle"
      aria-label={t("switch", { name })}
      checked={change.isPending ? change.variables : message.enabled}
      disabled={change.isPending}
      onChecked={(enabled) =>
        change.mutate(enabled, {
          onSuccess: () => toast(t(enabled ? "switchedOn" : "switchedOff")),
          onError: (error) => {
            const noHours = asProblem(error).field("/hours");
            if (noHours) toast(noHours);
            else tellProblem(error);
          },
        })
      }
    />
  );
}
