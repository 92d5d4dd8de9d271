import type { ComponentProps } from "react";
import { RowBody, type RowParts } from "./RowBody";
import { type RowState, rowLook } from "./rowLook";

/** A row that is a plain link; screens with a router give `rowLook` to their own link. */
export function Row({
  current,
  selected,
  selecting,
  unread,
  avatar,
  name,
  time,
  preview,
  count,
  chips,
  ...rest
}: ComponentProps<"a"> & RowParts & RowState) {
  return (
    <a
      {...rest}
      aria-current={current || undefined}
      className={rowLook({ current, selected, selecting })}
    >
      <RowBody {...{ avatar, name, time, preview, count, chips, selected, unread }} />
    </a>
  );
}
