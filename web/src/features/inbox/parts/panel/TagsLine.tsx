import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { Tag } from "@/ui";
import { useDirectory } from "../../people";
import { useActions } from "../../useActions";
import { TagMenu } from "../thread/TagMenu";

/** The tags of the conversation, each with the way to take it off, and the way to put on another. */
export function TagsLine({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { tag, tags } = useDirectory();
  const { setTags } = useActions(conversation);
  if (tags.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-4 pb-4">
      {conversation.tagIds
        .map(tag)
        .map(
          (known) =>
            known !== undefined && (
              <Tag
                key={known.id}
                name={known.name}
                hue={known.hue}
                removeLabel={t("thread:tags.remove", { name: known.name })}
                onRemove={() => setTags({ remove: [known.id] })}
              />
            ),
        )}
      <TagMenu conversation={conversation} small />
    </div>
  );
}
