const BRAZIL: readonly string[] = [
  "America/Sao_Paulo",
  "America/Bahia",
  "America/Belem",
  "America/Boa_Vista",
  "America/Campo_Grande",
  "America/Cuiaba",
  "America/Fortaleza",
  "America/Maceio",
  "America/Manaus",
  "America/Noronha",
  "America/Porto_Velho",
  "America/Recife",
  "America/Rio_Branco",
];

/** Whether Brazil lives by this clock. */
export function isBrazilian(zone: string) {
  return BRAZIL.includes(zone);
}

/** `America/Sao Paulo` */
export function zoneName(zone: string) {
  return zone.replaceAll("_", " ");
}
