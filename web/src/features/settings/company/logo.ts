/** What the server takes; it looks at the bytes as well. */
export const LOGO_KINDS = ["image/png", "image/jpeg", "image/webp"] as const;
export const LARGEST_LOGO = 256 * 1024;

// i18n-uses settingsCompany:logo.*
/** What is wrong with a file, before it is sent for nothing; null: nothing that can be told from here. */
export function logoFault(file: File): "tooLarge" | "wrongKind" | null {
  if (!LOGO_KINDS.some((kind) => kind === file.type)) return "wrongKind";
  return file.size > LARGEST_LOGO ? "tooLarge" : null;
}
