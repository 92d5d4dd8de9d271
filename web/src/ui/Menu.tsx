import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense } from "react";
import { useFirstOpening } from "./useFirstOpening";

export interface MenuProps {
  trigger: ReactElement;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  className?: string | undefined;
  children: ReactNode;
}

const fetchPanel = () => import("./MenuPanel").then((file) => ({ default: file.MenuPanel }));
const MenuPanel = lazy(fetchPanel);

/** A list of commands under a button: arrows, first letters, Enter, Escape. */
export function Menu(props: MenuProps) {
  const { isWanted, openedBy, triggers } = useFirstOpening(
    fetchPanel,
    props.open,
    props.onOpenChange,
  );
  const closed = cloneElement(props.trigger, { "aria-haspopup": "menu", ...triggers } as object);
  if (!isWanted) return closed;
  return (
    <Suspense fallback={closed}>
      <MenuPanel {...props} openedBy={openedBy} />
    </Suspense>
  );
}
