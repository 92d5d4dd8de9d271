import { ArrowDown } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { DayLine, Icon, LoadingLine, UnreadMarker } from "@/ui";
import { isLine, type ThreadItem } from "../../model/thread";
import { useNow } from "../../useClock";
import { EntryLine } from "./EntryLine";
import { MessageBubble } from "./MessageBubble";
import { NoteItem } from "./NoteItem";
import { SystemMessage } from "./SystemMessage";

interface MessageListProps {
  items: readonly ThreadItem[];
  hasOlder: boolean;
  loadingOlder: boolean;
  onOlder: () => void;
  scroller: RefObject<HTMLDivElement | null>;
  /** What stands below the newest message: what is on its way, who is typing. */
  children: ReactNode;
}

/** The scroller of the open thread. */
export const THREAD_ID = "thread-messages";

/** So far from the end the newest messages are out of sight. */
const AWAY_PX = 240;

/**
 * The thread, newest at the bottom. The scroller runs backwards, so older pages grow above without moving what is read.
 */
export function MessageList({
  items,
  hasOlder,
  loadingOlder,
  onOlder,
  scroller,
  children,
}: MessageListProps) {
  const { t } = useTranslation("inbox");
  const now = useNow();
  const format = useFormat();
  const top = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);

  useEffect(() => {
    const edge = top.current;
    if (edge === null || !hasOlder || loadingOlder) return;
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting && onOlder(), {
      root: scroller.current,
      rootMargin: "600px 0px 0px 0px",
    });
    observer.observe(edge);
    return () => observer.disconnect();
  }, [hasOlder, loadingOlder, onOlder, scroller]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        id={THREAD_ID}
        role="log"
        aria-label={t("thread.messages")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={(event) => setAway(event.currentTarget.scrollTop < -AWAY_PX)}
        className="flex h-full flex-col-reverse overflow-x-hidden overflow-y-auto overscroll-contain -outline-offset-2 [scrollbar-color:var(--color-line-strong)_transparent] [scrollbar-width:thin]"
      >
        <div className="mx-auto flex w-full max-w-220 flex-col p-4 max-md:p-3">
          <div ref={top} />
          {loadingOlder && <LoadingLine>{t("thread.loadingOlder")}</LoadingLine>}
          {items.map((item) => {
            if (item.kind === "day") {
              return (
                <DayLine key={item.key} dateTime={format.dayKey(item.at)}>
                  {format.day(item.at, new Date(now))}
                </DayLine>
              );
            }
            if (item.kind === "unread")
              return (
                <UnreadMarker key={item.key}>
                  {t("thread.unread", { count: item.count })}
                </UnreadMarker>
              );
            if (item.kind === "note") return <NoteItem key={item.key} note={item.note} />;
            if (item.kind === "entry") return <EntryLine key={item.key} entry={item.entry} />;
            if (isLine(item.message))
              return <SystemMessage key={item.key} message={item.message} />;
            return <MessageBubble {...item} key={item.key} />;
          })}
          {children}
        </div>
      </div>
      {away && (
        <button
          type="button"
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
          aria-label={t("thread.toNewest")}
          title={t("thread.toNewest")}
          className="absolute right-4 bottom-3 grid size-9 cursor-pointer place-items-center rounded-full bg-raised text-fg-2 shadow-pop hover:bg-hover max-md:size-11"
        >
          <Icon of={ArrowDown} />
        </button>
      )}
    </div>
  );
}
