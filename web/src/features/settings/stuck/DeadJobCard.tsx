import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { tellProblem } from "@/app/tellProblem";
import { toast } from "@/app/toasts";
import { useFormat } from "@/app/useFormat";
import { Button, Icon } from "@/ui";
import { useChange } from "../queries";
import { jobKey } from "./jobs";
import { DEAD_JOBS, type DeadJob } from "./queries";

/** A piece of background work that was given up: what it was for, why it failed, and the way to run it again. */
export function DeadJobCard({ job }: { job: DeadJob }) {
  const { t } = useTranslation("settingsStuck");
  const format = useFormat();
  const name = jobKey(job.kind);
  const title = name ? t(name) : job.kind;
  const retry = useChange(
    () => take(api.POST("/api/v1/jobs/{id}/retry", { params: { path: { id: job.id } } })),
    DEAD_JOBS,
  );
  return (
    <li className="flex items-start gap-3 px-4 py-3 text-sm max-md:flex-col">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap gap-x-2">
          <span className="font-medium">{title}</span>
          <time dateTime={job.createdAt} className="text-fg-3">
            {format.dateTime(job.createdAt)}
          </time>
        </div>
        <p className="text-fg-2">{t("gaveUp", { count: job.attempts })}</p>
        {job.lastError && (
          <p className="text-fg-3">
            {t("lastError")}{" "}
            <code className="font-mono text-xs wrap-anywhere">{job.lastError}</code>
          </p>
        )}
      </div>
      <Button
        size="sm"
        busy={retry.isPending}
        onClick={() =>
          retry.mutate(undefined, {
            onSuccess: () => toast(t("jobAgain", { what: title })),
            onError: tellProblem,
          })
        }
      >
        <Icon of={RefreshCw} size={14} />
        {t("retry")}
      </Button>
    </li>
  );
}
