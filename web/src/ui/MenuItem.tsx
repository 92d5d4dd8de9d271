import { Check, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./Icon";
import { KeyCap } from "./KeyCap";
import { ITEM } from "./menuLook";
import { useMenuParts } from "./menuParts";

interface MenuItemProps {
  icon?: LucideIcon | undefined;
  keyCap?: string | undefined;
  /** Given: one of several choices, ticked when true. */
  checked?: boolean | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({
  icon,
  keyCap,
  checked,
  danger = false,
  disabled = false,
  onSelect,
  children,
}: MenuItemProps) {
  const DropdownMenu = useMenuParts();
  const look = cn(ITEM, danger && "text-danger-text");
  const inside = (
    <>
      {icon !== undefined && <Icon of={icon} className={danger ? undefined : "text-fg-2"} />}
      <span className="flex min-w-0 flex-1 items-center gap-2 truncate">{children}</span>
      {keyCap !== undefined && <KeyCap keys={keyCap} className="ml-auto" />}
      {checked === true && <Icon of={Check} className="ml-auto text-accent-text" />}
    </>
  );
  if (checked === undefined) {
    return (
      <DropdownMenu.Item disabled={disabled} onSelect={onSelect} className={look}>
        {inside}
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      disabled={disabled}
      onSelect={onSelect}
      className={look}
    >
      {inside}
    </DropdownMenu.CheckboxItem>
  );
}
