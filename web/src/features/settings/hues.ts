// i18n-uses settings:hue.*
/** Colours by name, far enough apart to be told from each other. */
export const HUES = [
  { id: "red", hue: 20 },
  { id: "orange", hue: 60 },
  { id: "yellow", hue: 95 },
  { id: "lime", hue: 130 },
  { id: "green", hue: 165 },
  { id: "teal", hue: 200 },
  { id: "sky", hue: 225 },
  { id: "blue", hue: 250 },
  { id: "violet", hue: 290 },
  { id: "pink", hue: 330 },
  { id: "rose", hue: 0 },
] as const;

/** The named colour next to a hue. */
export function nearestHue(hue: number): number {
  const away = (other: number) => {
    const distance = Math.abs(hue - other) % 360;
    return Math.min(distance, 360 - distance);
  };
  return HUES.reduce((best, { hue: other }) => (away(other) < away(best) ? other : best), 20);
}

/** Our own colour, of who has chosen none. */
export const OUR_HUE = 165;
