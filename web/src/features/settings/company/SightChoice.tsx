import { useTranslation } from "react-i18next";

// i18n-uses settingsCompany:sights.*
const SIGHTS = ["team", "all"] as const;

interface SightChoiceProps {
  value: string;
  onValue: (sight: string) => void;
}

/** Which conversations agents see. */
export function SightChoice({ value, onValue }: SightChoiceProps) {
  const { t } = useTranslation("settingsCompany");
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{t("sight")}</legend>
      {SIGHTS.map((sight) => (
        <label
          key={sight}
          className="flex cursor-pointer items-start gap-3 rounded border border-line-strong px-3 py-2 text-sm has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            name="sight"
            checked={sight === value}
            onChange={() => onValue(sight)}
            className="mt-0.5 size-4 flex-none accent-accent"
          />
          <span>
            <b className="font-semibold">{t(`sights.${sight}`)}</b>
            <span className="block text-xs text-fg-2">{t(`sights.${sight}Text`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
