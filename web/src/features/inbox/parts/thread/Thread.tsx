import { useQuery } from "@tanstack/react-query";
import { MessageSquareOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ProblemState } from "@/app/ProblemState";
import { Empty } from "@/ui";
import { conversationQuery } from "../../queries";
import { OpenThread } from "./OpenThread";
import { ThreadSkeleton } from "./ThreadSkeleton";

interface ThreadProps {
  conversationId: string;
  panelOpen: boolean;
  onPanel: () => void;
}

/** The middle pane: the conversation the address names. */
export default function Thread({ conversationId, panelOpen, onPanel }: ThreadProps) {
  const { t } = useTranslation("inbox");
  const conversation = useQuery(conversationQuery(conversationId));
  if (conversation.isError && asProblem(conversation.error).status === 404) {
    return <Empty icon={MessageSquareOff} title={t("thread.gone")} text={t("thread.goneText")} />;
  }
  if (conversation.isError) {
    return (
      <ProblemState
        error={conversation.error}
        onRetry={() => void conversation.refetch()}
        retrying={conversation.isFetching}
      />
    );
  }
  if (conversation.data === undefined) return <ThreadSkeleton />;
  return (
    <OpenThread
      key={conversationId}
      conversation={conversation.data}
      panelOpen={panelOpen}
      onPanel={onPanel}
    />
  );
}
