import type { DropdownMenu } from "radix-ui";
import { createContext, useContext } from "react";

/**
 * What menus are made of. It comes with `MenuPanel`, whose code is fetched when a menu is first opened: lines of a menu take it
 * from here instead of importing it, so that a page with closed menus loads none of it.
 */
export const MenuParts = createContext<typeof DropdownMenu | null>(null);

/** Only inside an open `Menu`. */
export function useMenuParts(): typeof DropdownMenu {
  const parts = useContext(MenuParts);
  if (parts === null) throw new Error("a line of a menu stands outside of a Menu");
  return parts;
}
