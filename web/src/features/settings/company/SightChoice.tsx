import { useTranslation } from "react-i18next";
import { Options } from "./Options";

// i18n-uses settingsCompany:sights.*
const SIGHTS = ["team", "all"] as const;

interface SightChoiceProps {
  value: string;
  onValue: (sight: string) => void;
}

/** Which conversations agents see. */
export function SightChoice({ value, onValue }: SightChoiceProps) {
  const { t } = useTranslation("settingsCompany");
  const options = SIGHTS.map((id) => ({
    id,
    title: t(`sights.${id}`),
    text: t(`sights.${id}Text`),
  }));
  return (
    <Options name="sight" label={t("sight")} options={options} value={value} onValue={onValue} />
  );
}
