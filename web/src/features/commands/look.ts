import { cn } from "@/lib/cn";
import { ITEM } from "@/ui";

/** How a line of the command bar looks. */
export const LINE = cn(
  ITEM,
  "min-h-10 data-[selected=true]:bg-hover data-[disabled=false]:cursor-pointer data-[disabled=false]:text-fg",
);

/** How a group of lines is headed. */
export const GROUP =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-fg-3";
