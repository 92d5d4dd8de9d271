import { Smile } from "lucide-react";
import { lazy, type RefObject, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, Popover, Skeleton } from "@/ui";

const EmojiPicker = lazy(() => import("./EmojiPicker"));

interface EmojiButtonProps {
  field: RefObject<HTMLTextAreaElement | null>;
  onText: (text: string) => void;
}

/** Puts an emoji where the caret stands. */
export function EmojiButton({ field, onText }: EmojiButtonProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const [open, setOpen] = useState(false);

  function insert(emoji: string) {
    const input = field.current;
    if (input === null) return;
    const { selectionStart, selectionEnd, value } = input;
    onText(value.slice(0, selectionStart) + emoji + value.slice(selectionEnd));
    setOpen(false);
    requestAnimationFrame(() => {
      input.focus();
      input.setSelectionRange(selectionStart + emoji.length, selectionStart + emoji.length);
    });
  }

  return (
    <Popover
      label={t("thread:composer.emoji")}
      open={open}
      onOpenChange={setOpen}
      side="top"
      className="w-80"
      trigger={<IconButton icon={Smile} label={t("thread:composer.emoji")} />}
    >
      <Suspense fallback={<Skeleton className="h-60 w-full" />}>
        <EmojiPicker onPick={insert} />
      </Suspense>
    </Popover>
  );
}
