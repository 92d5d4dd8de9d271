const KEY = "recado.alerts.told";

/** Of several pages of one browser one tells of a message: whoever takes it first. */
export function takeMessage(id: string): boolean {
  const told = (localStorage.getItem(KEY) ?? "").split(" ");
  if (told.includes(id)) return false;
  localStorage.setItem(KEY, [...told.slice(-19), id].join(" "));
  return true;
}
