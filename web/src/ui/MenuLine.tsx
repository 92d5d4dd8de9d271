import { useMenuParts } from "./menuParts";

export function MenuLine() {
  const DropdownMenu = useMenuParts();
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
