/** The name of Meta's `pt_BR` in the reader's language. */
export function languageName(code: string, reader: string): string {
  try {
    const name = new Intl.DisplayNames(reader, { type: "language" }).of(code.replace("_", "-"));
    return name ? name.charAt(0).toUpperCase() + name.slice(1) : code;
  } catch {
    // A code of Meta's that no browser knows.
    return code;
  }
}
