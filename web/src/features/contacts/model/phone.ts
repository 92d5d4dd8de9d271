/** Why what was typed is no phone number yet. i18n-uses contacts:phone.* */
export type PhoneFault = "empty" | "signs" | "country" | "short" | "long";

export type ReadPhone = { phone: string } | { fault: PhoneFault };

const FEWEST = 7;
const MOST = 15;

/**
 * A number as people write it, with its country code: `+55 11 98877-6655`. Without the plus only a whole Brazilian number is
 * taken: any other could be read as one of another country, and a stranger would get the message.
 */
export function readPhone(text: string): ReadPhone {
  const given = text.trim();
  if (given === "") return { fault: "empty" };
  if (!/^\+?[\d\s().-]*$/u.test(given)) return { fault: "signs" };
  const digits = given.replace(/\D/gu, "");
  const hasCountry = given.startsWith("+") || /^55\d{10,11}$/u.test(digits);
  if (!hasCountry) return { fault: "country" };
  if (digits.length < FEWEST) return { fault: "short" };
  if (digits.length > MOST) return { fault: "long" };
  return { phone: `+${digits}` };
}

/** Whether it looks like the beginning of a number rather than of a name. */
export function isLikePhone(text: string): boolean {
  return /^\+?[\d\s().-]{3,}$/u.test(text.trim()) && /\d{3}/u.test(text.replace(/\D/gu, ""));
}
