import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui";

const EMOJIS = ["👍", "❤️", "😂", "😮", "😢", "🙏", "👏", "🎉"];
const BUTTON =
  "grid size-9 cursor-pointer place-items-center rounded text-[20px] hover:bg-hover max-md:size-11";

/** The reactions at hand, and the way to take one's own back. */
export default function QuickReactions({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation(["inbox", "thread"]);
  return (
    <div className="flex flex-wrap">
      {EMOJIS.map((emoji) => (
        <button
          key={emoji}
          type="button"
          aria-label={t("thread:bubble.reactWith", { emoji })}
          onClick={() => onPick(emoji)}
          className={BUTTON}
        >
          {emoji}
        </button>
      ))}
      <button
        type="button"
        aria-label={t("thread:bubble.unreact")}
        title={t("thread:bubble.unreact")}
        onClick={() => onPick("")}
        className={BUTTON}
      >
        <Icon of={X} className="text-fg-3" />
      </button>
    </div>
  );
}
