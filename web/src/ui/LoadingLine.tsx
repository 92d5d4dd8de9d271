import { LoaderCircle } from "lucide-react";
import { Icon } from "./Icon";

/** More is being loaded here. */
export function LoadingLine({ children }: { children: string }) {
  return (
    <div
      role="status"
      className="flex h-10 flex-none items-center justify-center gap-2 text-xs text-fg-3"
    >
      <Icon of={LoaderCircle} className="motion-safe:animate-spin" />
      {children}
    </div>
  );
}
