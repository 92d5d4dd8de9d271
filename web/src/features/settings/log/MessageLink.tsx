import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Skeleton } from "@/ui";
import { messageQuery } from "./queries";

const LOOK = "font-medium text-accent-text hover:underline";

/** The message that something became, and who it is with. */
export function MessageLink({ id }: { id: string }) {
  const { t } = useTranslation("settingsLog");
  const { data, error } = useQuery(messageQuery(id));
  if (error) {
    return asProblem(error).status === 404 ? t("messageGone") : (asProblem(error).detail ?? id);
  }
  if (!data) return <Skeleton className="h-4 w-40" />;
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1">
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: data.conversationId }}
        hash={id}
        className={LOOK}
      >
        {t("openMessage")}
      </Link>
      <Link to="/contacts/$contactId" params={{ contactId: data.contactId }} className={LOOK}>
        {t("openContact")}
      </Link>
    </span>
  );
}
