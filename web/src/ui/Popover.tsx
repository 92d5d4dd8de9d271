import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";

export interface PopoverProps {
  trigger: ReactElement;
  /** What is inside, for screen readers. */
  label: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  className?: string | undefined;
  children: ReactNode;
}

const fetchPanel = () => import("./PopoverPanel").then((file) => ({ default: file.PopoverPanel }));
const PopoverPanel = lazy(fetchPanel);

/** Controls that float beside a button; the page behind stays in use. */
export function Popover(props: PopoverProps) {
  const [wasOpen, setWasOpen] = useState(props.open);
  if (props.open && !wasOpen) setWasOpen(true);
  const prepare = () => void fetchPanel();
  const closed = cloneElement(props.trigger, {
    "aria-haspopup": "dialog",
    "aria-expanded": false,
    onClick: () => props.onOpenChange(true),
    onPointerEnter: prepare,
    onFocus: prepare,
  } as object);
  if (!wasOpen) return closed;
  return (
    <Suspense fallback={closed}>
      <PopoverPanel {...props} />
    </Suspense>
  );
}
