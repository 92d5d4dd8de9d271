import { lazy, type ReactNode, Suspense, useState } from "react";

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  closeLabel: string;
  footer?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

const SheetPanel = lazy(() =>
  import("./SheetPanel").then((file) => ({ default: file.SheetPanel })),
);

/** A pane that comes in from the right edge where there is no room for it beside the page. */
export function Sheet(props: SheetProps) {
  const [wasOpen, setWasOpen] = useState(props.open);
  if (props.open && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  return (
    <Suspense>
      <SheetPanel {...props} />
    </Suspense>
  );
}
