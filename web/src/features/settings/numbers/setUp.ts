// i18n-uses settingsNumbers:step.*
/** The steps of connecting a number; the check and the test message follow on its page. */
export const STEPS = ["app", "webhook", "number"] as const;
export type StepId = (typeof STEPS)[number];

/** What is typed of a new number. */
export const newNumber = () => ({
  displayPhoneNumber: "",
  wabaId: "",
  phoneNumberId: "",
  name: "",
  accessToken: "",
});
export type NewNumber = ReturnType<typeof newNumber>;

/** A verify token that nobody guesses. */
export function newVerifyToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return `vt_${Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("")}`;
}
