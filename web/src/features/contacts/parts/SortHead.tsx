import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui";
import type { ContactSort } from "../search";
import type { Column } from "./columns";

interface SortHeadProps {
  column: Column;
  sort: ContactSort;
  className: string;
  onSort: (sort: ContactSort) => void;
}

/** What a click on a heading sorts by: the other way round when it is the order already. */
const NEXT: Partial<Record<Column, (now: ContactSort) => ContactSort>> = {
  name: (now) => (now === "name" ? "-name" : "name"),
  lastActivity: () => "recent",
};

/** The heading of a column; of one that can be sorted by, a button. */
export function SortHead({ column, sort, className, onSort }: SortHeadProps) {
  const { t } = useTranslation("contacts");
  const next = NEXT[column];
  const order = orderOf(column, sort);
  return (
    <th scope="col" aria-sort={order} className={className}>
      {next === undefined ? (
        t(`field.${column}`)
      ) : (
        <button
          type="button"
          onClick={() => onSort(next(sort))}
          className={`inline-flex h-9 items-center gap-1 rounded-xs ${order ? "text-fg" : "hover:text-fg"}`}
        >
          {t(`field.${column}`)}
          {order !== undefined && (
            <Icon of={order === "ascending" ? ArrowUp : ArrowDown} size={12} />
          )}
        </button>
      )}
    </th>
  );
}

function orderOf(column: Column, sort: ContactSort): "ascending" | "descending" | undefined {
  if (column === "name" && sort === "name") return "ascending";
  if (column === "name" && sort === "-name") return "descending";
  if (column === "lastActivity" && sort === "recent") return "descending";
  return undefined;
}
