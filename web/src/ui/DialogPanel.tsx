import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { cn } from "@/lib/cn";
import type { DialogProps } from "./Dialog";
import { IconButton } from "./IconButton";
import { useFocusReturn } from "./useFocusReturn";

/** The open dialog. Fetched by `Dialog` when it first opens. */
export function DialogPanel({
  open,
  onOpenChange,
  title,
  closeLabel,
  description,
  footer,
  className,
  bodyClassName,
  initialFocus,
  children,
}: DialogProps) {
  const focusReturn = useFocusReturn();

  // Over another dialog, whose hold on the focus ends only now.
  function start(event: Event) {
    focusReturn.onOpenAutoFocus();
    if (!initialFocus?.current) return;
    event.preventDefault();
    initialFocus.current.focus();
  }

  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-20 grid place-items-center bg-scrim p-6 max-md:p-2">
          <Primitive.Content
            {...focusReturn}
            onOpenAutoFocus={start}
            {...(description === undefined ? { "aria-describedby": undefined } : {})}
            className={cn(
              "flex max-h-full w-full max-w-120 min-w-0 flex-col overflow-hidden rounded-lg bg-raised shadow-dialog outline-none",
              className,
            )}
          >
            <header className="flex h-14 flex-none items-center gap-3 border-b border-line pr-3 pl-5">
              <Primitive.Title className="flex-1 truncate text-md font-semibold">
                {title}
              </Primitive.Title>
              {closeLabel !== undefined && (
                <Primitive.Close asChild>
                  <IconButton icon={X} label={closeLabel} />
                </Primitive.Close>
              )}
            </header>
            <div className={cn("min-h-0 flex-1 overflow-auto px-5 py-4", bodyClassName)}>
              {description !== undefined && (
                <Primitive.Description asChild>
                  <div className="text-fg-2">{description}</div>
                </Primitive.Description>
              )}
              {children}
            </div>
            {footer !== undefined && (
              <footer className="flex flex-none flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
                {footer}
              </footer>
            )}
          </Primitive.Content>
        </Primitive.Overlay>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
