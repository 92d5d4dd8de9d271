import { newStore } from "@/lib/store";

/** How this browser tells of new messages; nothing until the person asks for it. */
export interface AlertSettings {
  desktop: boolean;
  sound: boolean;
}

const KEY = "recado.alerts";

export const alertSettings = newStore<AlertSettings>(remembered());

/** Changes one of them and remembers it in this browser. */
export function changeAlerts(change: Partial<AlertSettings>) {
  const next = { ...alertSettings.get(), ...change };
  localStorage.setItem(KEY, JSON.stringify(next));
  alertSettings.set(next);
}

function remembered(): AlertSettings {
  const kept = localStorage.getItem(KEY) ?? "";
  return { desktop: kept.includes('"desktop":true'), sound: kept.includes('"sound":true') };
}
