import { Reply, SmilePlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { cn } from "@/lib/cn";
import { IconButton, Popover, type Side } from "@/ui";
import { AttemptsButton } from "./AttemptsButton";
import { useThread } from "./ThreadContext";

const QuickReactions = lazy(() => import("./QuickReactions"));

/** Answer and react, beside a bubble that is pointed at or has the focus. */
export function BubbleActions({ message, side }: { message: Message; side: Side }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { replyTo, react } = useThread();
  const [open, setOpen] = useState(false);
  if (message.waMessageId === null) return null;
  return (
    <div
      className={cn(
        "absolute top-0.5 flex rounded bg-sunken opacity-0 transition-opacity duration-(--duration-fast) group-focus-within/bubble:opacity-100 group-hover/bubble:opacity-100 max-md:hidden",
        side === "in" ? "left-full ml-1" : "right-full mr-1",
        open && "opacity-100",
      )}
    >
      <IconButton
        icon={Reply}
        size="sm"
        label={t("thread:bubble.reply")}
        onClick={() => replyTo(message)}
      />
      <Popover
        label={t("thread:bubble.react")}
        open={open}
        onOpenChange={setOpen}
        side="top"
        trigger={<IconButton icon={SmilePlus} size="sm" label={t("thread:bubble.react")} />}
      >
        <Suspense>
          <QuickReactions
            onPick={(emoji) => {
              setOpen(false);
              react(message, emoji);
            }}
          />
        </Suspense>
      </Popover>
      <AttemptsButton message={message} />
    </div>
  );
}
