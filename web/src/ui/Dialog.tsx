import { lazy, type ReactNode, type RefObject, Suspense, useState } from "react";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Left out: it cannot be closed, only settled. */
  closeLabel?: string | undefined;
  /** A sentence under the title, read out with it. */
  description?: ReactNode;
  /** What is typed into first; the first control unless told. */
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** The primary button stands on the right. */
  footer?: ReactNode;
  /** Width and place; 480 px wide and centred unless told. */
  className?: string | undefined;
  /** Of what stands between title and footer: its padding, or columns of its own. */
  bodyClassName?: string | undefined;
  children?: ReactNode;
}

const DialogPanel = lazy(() =>
  import("./DialogPanel").then((file) => ({ default: file.DialogPanel })),
);

/** A question or a task over the page. Escape and the scrim close it; the focus returns to where it came from. */
export function Dialog(props: DialogProps) {
  const [wasOpen, setWasOpen] = useState(props.open);
  if (props.open && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  return (
    <Suspense>
      <DialogPanel {...props} />
    </Suspense>
  );
}
