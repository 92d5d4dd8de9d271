import { useTranslation } from "react-i18next";
import { HUES } from "../hues";
import "@/ui/ui.css";

interface HueChoiceProps {
  label: string;
  value: number;
  onValue: (hue: number) => void;
}

/** One of the colours that are told apart easily. */
export function HueChoice({ label, value, onValue }: HueChoiceProps) {
  const { t } = useTranslation("settings");
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1.5 text-sm font-medium">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {HUES.map(({ id, hue }) => (
          <label
            key={id}
            title={t(`hue.${id}`)}
            className="grid size-8 cursor-pointer place-items-center rounded-full border-2 border-transparent has-checked:border-fg has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring max-md:size-11"
          >
            <input
              type="radio"
              name={label}
              className="sr-only"
              checked={hue === value}
              onChange={() => onValue(hue)}
            />
            <span
              aria-hidden="true"
              style={{ "--h": hue }}
              className="hue-dot size-6 rounded-full max-md:size-8"
            />
            <span className="sr-only">{t(`hue.${id}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
