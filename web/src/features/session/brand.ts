const KEY = "recado.brand";

/** The company that somebody last worked for on this device: the sign-in page greets with its name. */
export function rememberedBrand(): string | null {
  return localStorage.getItem(KEY);
}

export function rememberBrand(name: string) {
  localStorage.setItem(KEY, name);
}
