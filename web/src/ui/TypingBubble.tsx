import { Avatar } from "./Avatar";
import { Bubble } from "./Bubble";
import { BubbleRow } from "./BubbleRow";
import "./ui.css";

interface TypingBubbleProps {
  name: string;
  id?: string | undefined;
  children: string;
}

/** A colleague is writing in this conversation. */
export function TypingBubble({ name, id, children }: TypingBubbleProps) {
  return (
    <BubbleRow side="out">
      <Bubble
        side="out"
        className="flex items-center gap-2 border-dashed px-2.5 py-1.5 text-xs text-fg-2"
      >
        <Avatar name={name} id={id} size={16} />
        {children}
        <span aria-hidden="true" className="inline-flex h-4.5 items-center gap-1">
          <i className="typing-dot size-1.25 rounded-full bg-current" />
          <i className="typing-dot size-1.25 rounded-full bg-current" />
          <i className="typing-dot size-1.25 rounded-full bg-current" />
        </span>
      </Bubble>
    </BubbleRow>
  );
}
