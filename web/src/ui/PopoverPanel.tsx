import { Popover as Primitive } from "radix-ui";
import { cn } from "@/lib/cn";
import { FLOAT } from "./menuLook";
import type { PopoverProps } from "./Popover";

/** The popover and its button. Fetched by `Popover` when it first opens. */
export function PopoverPanel({
  trigger,
  label,
  open,
  onOpenChange,
  align = "start",
  side = "bottom",
  className,
  children,
}: PopoverProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            FLOAT,
            "max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-16px)] overflow-auto",
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
