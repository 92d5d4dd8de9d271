import { cn } from "@/lib/cn";
import { piecesOf } from "../model/filled";

/** Words with their values: what is filled in is tinted, what is missing is red in its braces. */
export function Marked({ text }: { text: string }) {
  return piecesOf(text).map(({ kind, text: words }, index) =>
    kind === "plain" ? (
      words
    ) : (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name
        key={index}
        className={cn(
          "rounded-[3px] px-0.75 font-medium",
          kind === "filled" ? "bg-accent/16" : "bg-danger-soft text-danger-text",
        )}
      >
        {words}
      </span>
    ),
  );
}
