import { ListChip } from "./ListChip";

/** Which of our numbers, in three letters; the whole name on pointing and for screen readers. */
export function NumberCode({ name }: { name: string }) {
  const code = name
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .slice(0, 3)
    .toUpperCase();
  return (
    <ListChip tone="solid" title={name}>
      <span aria-hidden="true">{code}</span>
      <span className="sr-only">{name}</span>
    </ListChip>
  );
}
