import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui";
import { nearestHue, OUR_HUE } from "../hues";
import { HueChoice } from "../parts/HueChoice";
import { AccentSample } from "./AccentSample";

interface AccentFieldProps {
  name: string;
  value: number | null;
  onValue: (hue: number | null) => void;
}

/** The company's colour: only the hue, so that everything stays readable whatever is chosen. */
export function AccentField({ name, value, onValue }: AccentFieldProps) {
  const { t } = useTranslation("settingsCompany");
  const id = useId();
  const hue = value ?? OUR_HUE;
  return (
    <div className="flex flex-col gap-4">
      <HueChoice label={t("hue")} value={nearestHue(hue)} onValue={onValue} />
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          {t("fineHue")}
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={359}
          value={hue}
          onChange={(event) => onValue(Number(event.target.value))}
          className="accent-accent max-md:h-11"
        />
      </div>
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <AccentSample theme="light" hue={hue} name={name} />
        <AccentSample theme="dark" hue={hue} name={name} />
      </div>
      <div className="flex items-center gap-3">
        <Button size="sm" disabled={value === null} onClick={() => onValue(null)}>
          {t("ourHue")}
        </Button>
        <span className="text-xs text-fg-3">{t(value === null ? "isOurHue" : "contrast")}</span>
      </div>
    </div>
  );
}
