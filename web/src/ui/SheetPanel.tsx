import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { cn } from "@/lib/cn";
import { IconButton } from "./IconButton";
import type { SheetProps } from "./Sheet";
import { useFocusReturn } from "./useFocusReturn";

/** The open sheet. Fetched by `Sheet` when it first opens. */
export function SheetPanel({
  open,
  onOpenChange,
  title,
  closeLabel,
  footer,
  className,
  children,
}: SheetProps) {
  const focusReturn = useFocusReturn();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-20 bg-scrim" />
        <Primitive.Content
          {...focusReturn}
          aria-describedby={undefined}
          className={cn(
            "fixed inset-y-0 right-0 z-20 flex w-94 max-w-full flex-col border-l border-line bg-surface outline-none max-md:w-full max-md:border-l-0",
            className,
          )}
        >
          <header className="flex h-14 flex-none items-center gap-3 border-b border-line pr-3 pl-4">
            <Primitive.Title className="flex-1 truncate text-md font-semibold">
              {title}
            </Primitive.Title>
            <Primitive.Close asChild>
              <IconButton icon={X} label={closeLabel} />
            </Primitive.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-auto">{children}</div>
          {footer !== undefined && (
            <footer className="flex flex-none justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </footer>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
