import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ProblemState } from "@/app/ProblemState";
import type { QuickReply } from "@/features/settings/queries";
import { piecesOf, variableKey } from "@/features/settings/replies/variables";
import { Skeleton } from "@/ui";
import { renderedQuery } from "../../queries";

interface QuickReplyPreviewProps {
  reply: QuickReply;
  conversationId: string;
}

/** How the reply reads in this conversation; what nothing is known of is named in red. */
export function QuickReplyPreview({ reply, conversationId }: QuickReplyPreviewProps) {
  const { t } = useTranslation(["replies", "settingsDesk"]);
  const rendered = useQuery(renderedQuery(reply.id, conversationId));
  return (
    <section
      aria-label={t("replies:preview")}
      className="max-h-[min(34dvh,18rem)] overflow-auto border-l border-line px-3 py-2 text-sm @max-[560px]/thread:max-h-24 @max-[560px]/thread:border-t @max-[560px]/thread:border-l-0"
    >
      <p className="pb-1 text-xs text-fg-3">{t("replies:preview")}</p>
      {rendered.isPending && <Skeleton className="h-4 w-3/4" />}
      {rendered.isError && <ProblemState error={rendered.error} className="h-auto p-2" />}
      {rendered.data !== undefined && (
        <p className="break-words whitespace-pre-wrap">
          {piecesOf(rendered.data.text).map((piece, place) => {
            if (piece.kind === "blank")
              return (
                <mark
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
                  key={place}
                  className="rounded-xs bg-danger-soft px-0.5 text-danger-text"
                >
                  {t("replies:missingOne", {
                    name: t(`settingsDesk:${variableKey(piece.variable)}`),
                  })}
                </mark>
              );
            return piece.kind === "words" ? piece.text : `{{${piece.text}}}`;
          })}
        </p>
      )}
    </section>
  );
}
