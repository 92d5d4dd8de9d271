import { useTranslation } from "react-i18next";
import { initialsOf } from "@/ui";
import "./accent.css";

interface AccentSampleProps {
  theme: "light" | "dark";
  hue: number;
  name: string;
}

/** How the app looks in a colour. */
export function AccentSample({ theme, hue, name }: AccentSampleProps) {
  const { t } = useTranslation(["settingsCompany", "common"]);
  return (
    <figure
      data-sample={theme}
      style={{ "--h": hue }}
      className="accent-sample flex flex-col gap-3 rounded border p-3 text-sm"
    >
      <figcaption className="text-xs">{t(`common:theme.${theme}`)}</figcaption>
      <div className="flex items-center gap-2">
        <span className="accent-sample-solid grid size-8 flex-none place-items-center rounded font-bold">
          {initialsOf(name)}
        </span>
        <span className="accent-sample-soft rounded-sm px-2 py-1 font-medium">
          {t("sampleActive")}
        </span>
      </div>
      <span className="accent-sample-bubble self-end rounded-lg rounded-br-xs px-3 py-1.5">
        {t("sampleMessage")}
      </span>
      <span className="accent-sample-solid self-start rounded px-3 py-1.5 font-medium">
        {t("sampleButton")}
      </span>
    </figure>
  );
}
