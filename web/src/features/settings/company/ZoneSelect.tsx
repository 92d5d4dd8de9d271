import { useTranslation } from "react-i18next";
import { type FieldControl, Select } from "@/ui";
import { isBrazilian, zoneName } from "../parts/zones";

interface ZoneSelectProps extends FieldControl {
  value: string;
  onValue: (zone: string) => void;
}

/** A time zone by name, by region; what the server has stands in it even where the browser does not know it. */
export function ZoneSelect({ value, onValue, ...control }: ZoneSelectProps) {
  const { t } = useTranslation("settingsCompany");
  const known = Intl.supportedValuesOf("timeZone");
  const zones = known.includes(value) ? known : [value, ...known];
  const brazilian = zones.filter((zone) => isBrazilian(zone));
  const others = zones.filter((zone) => !isBrazilian(zone));
  return (
    <Select {...control} value={value} onChange={(event) => onValue(event.target.value)}>
      <optgroup label={t("zoneBrazil")}>
        {brazilian.map((zone) => (
          <option key={zone} value={zone}>
            {zoneName(zone)}
          </option>
        ))}
      </optgroup>
      <optgroup label={t("zoneOthers")}>
        {others.map((zone) => (
          <option key={zone} value={zone}>
            {zoneName(zone)}
          </option>
        ))}
      </optgroup>
    </Select>
  );
}
