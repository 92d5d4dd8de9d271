import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import type { Page, Tag } from "@/api/types";
import type { Happening } from "../events";

/** A tag was made, changed or deleted. What it stood on shows it no more: an id that no tag has is not drawn. */
export function changeTags(
  client: QueryClient,
  event: Extract<Happening, { type: "tag:updated" | "tag:deleted" }>,
) {
  client.setQueryData<Page<Tag>>(keys.tags, (known) => {
    if (!known) return undefined;
    const id = event.type === "tag:updated" ? event.data.tag.id : event.data.tagId;
    const others = known.data.filter((tag) => tag.id !== id);
    if (event.type === "tag:deleted") return { ...known, data: others };
    const data = [...others, event.data.tag].sort((one, other) =>
      one.name.localeCompare(other.name),
    );
    return { ...known, data };
  });
}
