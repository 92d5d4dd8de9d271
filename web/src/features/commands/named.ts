import { fold } from "@/lib/fold";
import type { Command } from "./registry";

/** The commands whose name or group has every word that was typed, begun or whole. */
export function named<One extends Pick<Command, "label" | "group">>(
  all: readonly One[],
  typed: string,
): One[] {
  const words = fold(typed).split(/\s+/u).filter(Boolean);
  return all.filter(({ label, group }) => {
    const text = fold(`${label} ${group}`);
    return words.every((word) => text.includes(word));
  });
}
