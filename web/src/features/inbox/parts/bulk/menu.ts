import type { Deed } from "../../model/bulk";

/** What every menu of the bulk bar is given. */
export interface BulkMenuProps {
  run: (deed: Deed) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}
