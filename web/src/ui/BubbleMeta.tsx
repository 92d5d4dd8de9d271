import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import type { Side } from "./BubbleRow";

interface BubbleMetaProps {
  side: Side;
  time: string;
  /** The moment itself, for machines. */
  dateTime?: string | undefined;
  tick?: ReactNode;
  /** On a line of its own, under a picture or a card; else it floats into the last line of text. */
  block?: boolean | undefined;
}

export function BubbleMeta({ side, time, dateTime, tick, block = false }: BubbleMetaProps) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1 text-2xs tabular-nums select-none",
        side === "in" ? "text-fg-3" : "text-fg-2",
        block
          ? "-mr-0.5 -mb-0.5 mt-1 flex justify-end"
          : "relative top-0.5 float-right mt-1 -mr-0.5 -mb-0.75 ml-3",
      )}
    >
      <time dateTime={dateTime}>{time}</time>
      {tick}
    </span>
  );
}
