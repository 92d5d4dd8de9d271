import { KeyCap } from "@/ui";

/** The keys of a command as caps: `E` with shift as ⇧ E, `g i` one after the other. */
export function KeyCaps({ keys }: { keys: string }) {
  const caps = keys
    .split(" ")
    .flatMap((key) => (/^[A-Z]$/u.test(key) ? ["⇧", key] : [key.toUpperCase()]));
  return (
    <span className="ml-auto flex shrink-0 gap-1">
      {caps.map((cap) => (
        <KeyCap key={cap} keys={cap} />
      ))}
    </span>
  );
}
