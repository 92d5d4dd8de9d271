import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { ProblemState } from "@/app/ProblemState";
import { Dialog, Skeleton } from "@/ui";
import { Attempt } from "./Attempt";

interface AttemptsDialogProps {
  id: string;
  onClose: () => void;
}

/** Every attempt to send a message, first to last. */
export default function AttemptsDialog({ id, onClose }: AttemptsDialogProps) {
  const { t } = useTranslation(["attempts", "common"]);
  const query = useQuery({
    queryKey: ["messages", "attempts", id],
    queryFn: () => take(api.GET("/api/v1/messages/{id}", { params: { path: { id } } })),
    staleTime: 0,
  });
  const attempts = query.data?.attempts;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("attempts:title")}
      closeLabel={t("common:action.close")}
      className="max-w-2xl"
    >
      {query.error && (
        <ProblemState
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      )}
      {!attempts && !query.error && <Skeleton className="h-24 w-full" />}
      {attempts?.length === 0 && <p className="text-sm text-fg-2">{t("attempts:none")}</p>}
      <ol className="flex flex-col divide-y divide-line">
        {attempts?.map((attempt) => (
          <Attempt key={attempt.n} attempt={attempt} />
        ))}
      </ol>
    </Dialog>
  );
}
