import { useTranslation } from "react-i18next";
import { initialsOf } from "@/ui";
import "./accent.css";

interface LogoSampleProps {
  theme: "light" | "dark";
  hue: number;
  name: string;
  /** The picture; without one the initials stand there. */
  src: string | undefined;
}

/** How the company stands in the app's side bar. */
export function LogoSample({ theme, hue, name, src }: LogoSampleProps) {
  const { t } = useTranslation("common");
  return (
    <figure
      data-sample={theme}
      style={{ "--h": hue }}
      className="accent-sample flex min-w-0 items-center gap-3 rounded border p-3 text-sm"
    >
      {src === undefined ? (
        <span className="accent-sample-solid grid size-8 flex-none place-items-center rounded font-bold">
          {initialsOf(name)}
        </span>
      ) : (
        <span className="accent-sample-edge size-8 flex-none overflow-hidden rounded border bg-white p-0.5">
          <img src={src} alt="" className="size-full object-contain" />
        </span>
      )}
      <b className="min-w-0 flex-1 truncate font-semibold">{name}</b>
      <figcaption className="text-xs">{t(`theme.${theme}`)}</figcaption>
    </figure>
  );
}
