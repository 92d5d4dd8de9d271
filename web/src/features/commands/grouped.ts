import type { Command } from "./registry";

/** Commands under their headings, in the order the headings first appear. */
export function grouped<One extends Command>(all: readonly One[]): [string, One[]][] {
  const groups = new Map<string, One[]>();
  for (const command of all)
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups];
}
