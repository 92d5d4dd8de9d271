import { encode } from "uqr";

/** Blank squares around it, without which cameras do not find it. */
const MARGIN = 2;

/** A QR code of this text: dark on white in both themes, as cameras want it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: MARGIN });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-44 flex-none rounded border border-line bg-white"
    >
      <path d={squares.join("")} fill="#000" />
    </svg>
  );
}
