import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { Button, Icon, IssueCard } from "@/ui";
import { useNow } from "../../useClock";
import { AttemptsButton } from "./AttemptsButton";
import { useThread } from "./ThreadContext";

/** Who can do something about a failure. i18n-uses thread:who.* */
const WHO = ["nobody", "agent", "marketer", "admin", "developer", "meta", "customer"] as const;

/** Under a message that did not get through: what happened, who resolves it, and what can be done here. */
export function DeliveryIssue({ message, resent }: DeliveryIssueProps) {
  if (message.status === "failed") return <Failed message={message} resent={resent} />;
  if (message.status === "unconfirmed" && !message.dismissedAt && !resent)
    return <Unconfirmed message={message} />;
  return null;
}

interface DeliveryIssueProps {
  message: Message;
  /** Another one was sent in its place: it cannot be sent a second time. */
  resent: boolean;
}

function Failed({ message, resent }: DeliveryIssueProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { resend } = useThread();
  const { error } = message;
  const who = WHO.find((known) => known === error?.who);
  return (
    <IssueCard
      kind="failed"
      title={t("thread:issue.failed")}
      aside={error ? t("thread:issue.code", { code: error.code }) : undefined}
      actions={
        <>
          {!resent && (
            <Button size="sm" kind="primary" onClick={() => resend(message)}>
              <Icon of={RefreshCw} size={14} />
              {t("thread:issue.sendAgain")}
            </Button>
          )}
          <AttemptsButton message={message} isNamed />
        </>
      }
    >
      {error ? (
        <>
          {error.title}.{" "}
          {who !== undefined && <b className="font-medium">{t(`thread:who.${who}`)}</b>}{" "}
          {error.remedy}
        </>
      ) : (
        t("thread:issue.noReason")
      )}
    </IssueCard>
  );
}

function Unconfirmed({ message }: { message: Message }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { resend, dismiss, contactName } = useThread();
  const now = useNow();
  const format = useFormat();
  return (
    <IssueCard
      kind="unconfirmed"
      title={t("thread:issue.unconfirmed")}
      aside={format.ago(message.statusTimes.unconfirmed ?? message.createdAt, new Date(now))}
      actions={
        <>
          <Button size="sm" onClick={() => resend(message)}>
            {t("thread:issue.resendAnyway")}
          </Button>
          <Button size="sm" onClick={() => dismiss(message)}>
            {t("thread:issue.leave")}
          </Button>
          <AttemptsButton message={message} isNamed />
        </>
      }
    >
      {t("thread:issue.unconfirmedText", { name: contactName })}
    </IssueCard>
  );
}
