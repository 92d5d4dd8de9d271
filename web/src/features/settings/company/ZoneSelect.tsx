import { useTranslation } from "react-i18next";
import { type FieldControl, Select } from "@/ui";

interface ZoneSelectProps extends FieldControl {
  value: string;
  onValue: (zone: string) => void;
}

/** A time zone by name, by region; what the server has stands in it even where the browser does not know it. */
export function ZoneSelect({ value, onValue, ...control }: ZoneSelectProps) {
  const { t } = useTranslation("settingsCompany");
  const known = Intl.supportedValuesOf("timeZone");
  const zones = known.includes(value) ? known : [value, ...known];
  const brazilian = zones.filter((zone) => BRAZIL.includes(zone));
  const others = zones.filter((zone) => !BRAZIL.includes(zone));
  return (
    <Select {...control} value={value} onChange={(event) => onValue(event.target.value)}>
      <optgroup label={t("zoneBrazil")}>
        {brazilian.map((zone) => (
          <option key={zone} value={zone}>
            {shown(zone)}
          </option>
        ))}
      </optgroup>
      <optgroup label={t("zoneOthers")}>
        {others.map((zone) => (
          <option key={zone} value={zone}>
            {shown(zone)}
          </option>
        ))}
      </optgroup>
    </Select>
  );
}

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

const shown = (zone: string) => zone.replaceAll("_", " ");
