import { useEffect } from "react";
import type { Contact } from "@/api/types";
import type { ContactSearch, ContactSort } from "../search";

/** What table and cards are given. */
export interface ContactListProps {
  rows: readonly Contact[];
  search: ContactSearch;
  currentId: string | undefined;
  hasMore: boolean;
  onMore: () => void;
  onSort: (sort: ContactSort) => void;
}

/** Asks for the next page when the end of what is here comes into sight. */
export function useMore({ rows, hasMore, onMore }: ContactListProps, last: number) {
  useEffect(() => {
    if (hasMore && last >= rows.length) onMore();
  }, [hasMore, last, rows.length, onMore]);
}
