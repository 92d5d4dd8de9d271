import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "@/app/access";
import { ProblemState } from "@/app/ProblemState";
import { useSession } from "@/app/useSession";
import { cn } from "@/lib/cn";
import { FLOAT, Skeleton } from "@/ui";
import { QuickReplyPreview } from "./QuickReplyPreview";
import { SuggestionList } from "./SuggestionList";
import type { useQuickReplies } from "./useQuickReplies";

interface QuickReplyListProps {
  conversationId: string;
  replies: ReturnType<typeof useQuickReplies>;
}

const GROUND = cn(FLOAT, "absolute inset-x-2 bottom-full mb-1 text-fg");

/** The quick replies that fit what is typed behind the slash, beside them how the chosen one reads here. */
export default function QuickReplyList({ conversationId, replies }: QuickReplyListProps) {
  const { t } = useTranslation(["replies", "settingsDesk"]);
  const { user } = useSession();
  const { known, rows, typed, suggestions, pick } = replies;
  const chosen = rows[suggestions.active];

  if (known.isError)
    return (
      <div className={GROUND}>
        <ProblemState
          error={known.error}
          onRetry={() => void known.refetch()}
          retrying={known.isFetching}
          className="p-4"
        />
      </div>
    );
  if (known.isPending)
    return (
      <div className={cn(GROUND, "flex flex-col gap-2 p-3")} aria-busy="true">
        <Skeleton className="h-4 w-1/3" />
        <Skeleton className="h-4 w-2/3" />
      </div>
    );
  if (chosen === undefined)
    return (
      <div role="status" className={cn(GROUND, "p-3 text-sm text-fg-2")}>
        {known.data.data.length > 0 ? (
          t("replies:noMatch", { words: typed?.words ?? "" })
        ) : (
          <>
            <b className="block font-medium text-fg">{t("replies:none")}</b>
            {t("replies:noneText")}
            {may(user, "desk:manage") && (
              <Link
                to="/settings/replies"
                className="mt-2 block w-fit font-medium text-accent-text underline max-md:py-3"
              >
                {t("replies:make")}
              </Link>
            )}
          </>
        )}
      </div>
    );
  return (
    <div className={cn(GROUND, "grid grid-cols-2 @max-[560px]/thread:grid-cols-1")}>
      <SuggestionList
        state={suggestions.list}
        label={t("replies:title")}
        rows={rows}
        onPick={(reply) => void pick(reply)}
        className="max-h-[min(34dvh,18rem)] overflow-auto"
        itemClassName="h-auto flex-col items-start gap-0 py-1.5"
      >
        {({ shortcut, body }) => (
          <>
            <span className="max-w-full truncate font-medium">/{shortcut}</span>
            <span className="max-w-full truncate text-xs text-fg-2">{body}</span>
          </>
        )}
      </SuggestionList>
      <QuickReplyPreview reply={chosen} conversationId={conversationId} />
    </div>
  );
}
