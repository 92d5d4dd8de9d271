import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { Avatar, Button } from "@/ui";
import { useDirectory, useMe } from "../../people";
import { useActions } from "../../useActions";
import { useTyping } from "../../useTyping";

/** Over the composer: a colleague is answering this conversation at the moment. */
export function CollisionNotice({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const me = useMe();
  const { user } = useDirectory();
  const { assign } = useActions(conversation);
  const colleague = user(useTyping(conversation.id, me?.id)[0]);
  if (colleague === undefined || me === null) return null;
  return (
    <div
      role="status"
      className="mx-4 mb-2 flex flex-none items-center gap-2 rounded border border-info-line bg-info-soft py-1.5 pr-2 pl-3 text-sm text-info-text max-md:mx-2"
    >
      <Avatar name={colleague.name} id={colleague.id} size={20} />
      <span className="min-w-0 flex-1">
        <b className="font-semibold">{t("thread:collision.who", { name: colleague.name })}</b>{" "}
        <span className="@max-[560px]/thread:hidden">{t("thread:collision.what")}</span>
      </span>
      {conversation.assigneeId !== me.id && (
        <Button
          size="sm"
          kind="ghost"
          className="text-info-text"
          onClick={() => assign({ userId: me.id }, t("thread:told.mine"))}
        >
          {t("thread:collision.takeOver")}
        </Button>
      )}
    </div>
  );
}
