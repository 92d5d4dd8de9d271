import { DropdownMenu } from "radix-ui";
import { useEffect, useRef } from "react";
import { cn } from "@/lib/cn";
import type { MenuProps } from "./Menu";
import { FLOAT } from "./menuLook";
import { MenuParts } from "./menuParts";
import type { OpenedBy } from "./useFirstOpening";

interface MenuPanelProps extends MenuProps {
  /** Null: whoever controls `open` opened it. */
  openedBy: OpenedBy | null;
}

/** The key that opened the menu was pressed before its code was here: the first line takes the focus all the same. */
function FocusFirst() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const menu = here.current?.closest("[role=menu]");
      menu?.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return <span ref={here} hidden />;
}

/** The open menu and its button. Fetched by `Menu` when it is first opened. */
export function MenuPanel({
  trigger,
  align = "end",
  side = "bottom",
  open,
  onOpenChange,
  openedBy,
  className,
  children,
}: MenuPanelProps) {
  return (
    <DropdownMenu.Root
      modal={false}
      defaultOpen={openedBy !== null}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      {/* Within the page's main part, so that screen readers find it in a landmark. */}
      <DropdownMenu.Portal container={document.querySelector("main")}>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            FLOAT,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-auto",
            className,
          )}
        >
          <MenuParts.Provider value={DropdownMenu}>{children}</MenuParts.Provider>
          {openedBy === "keyboard" && <FocusFirst />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
