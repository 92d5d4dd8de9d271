import type { ComponentProps, KeyboardEvent } from "react";
import { cn } from "@/lib/cn";
import { THREAD_ID } from "../thread/MessageList";

interface ComposerFieldProps extends Omit<ComponentProps<"textarea">, "value" | "onChange"> {
  label: string;
  value: string;
  onText: (text: string) => void;
  /** Enter alone; with Shift, or while letters are composed, it breaks the line. */
  onEnter: () => void;
}

/** The field of the composer: as high as what is written, up to a third of the screen. */
export function ComposerField({
  label,
  value,
  onText,
  onEnter,
  onKeyDown,
  className,
  ...rest
}: ComposerFieldProps) {
  function whenKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    onKeyDown?.(event);
    if (event.defaultPrevented) return;
    // Out of the field and into the thread, where single keys work again.
    if (event.key === "Escape") document.getElementById(THREAD_ID)?.focus();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onEnter();
  }
  return (
    <textarea
      {...rest}
      id="composer-text"
      rows={1}
      value={value}
      aria-label={label}
      maxLength={4000}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={whenKeyDown}
      className={cn(
        "block field-sizing-content max-h-[30dvh] min-h-14 w-full resize-none bg-transparent px-3.5 pt-2.5 pb-1 text-base outline-none placeholder:text-fg-3 max-md:min-h-12 max-md:text-[16px] max-md:leading-6",
        className,
      )}
    />
  );
}
