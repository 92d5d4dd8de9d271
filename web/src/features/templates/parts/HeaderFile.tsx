import { Image, MapPin, Video } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FileCard, MediaFrame } from "@/ui";
import type { Values } from "../model/fields";
import type { HeaderFormat } from "../model/template";

interface HeaderFileProps {
  format: Exclude<HeaderFormat, "text">;
  values: Values;
}

const ICONS = { image: Image, video: Video, location: MapPin } as const;

/** i18n-uses templates:header.* The place of the file or the map over the words of a template. */
export function HeaderFile({ format, values }: HeaderFileProps) {
  const { t } = useTranslation("templates");
  const given = (name: string) => (values[`header.${name}`] ?? "").trim();
  const address = given("link").replace(/^https?:\/\//iu, "");
  if (format === "document") {
    const name = given("fileName") || t("header.document");
    const ending = /\.(\w{1,4})$/u.exec(name)?.[1] ?? "pdf";
    return <FileCard kind={ending} name={name} detail={address || t("sight.notYet")} />;
  }
  const detail = format === "location" ? given("name") || given("address") : address;
  return (
    <MediaFrame
      icon={ICONS[format]}
      label={t(`header.${format}`)}
      detail={detail || (format === "location" ? undefined : t("sight.notYet"))}
      className="overflow-hidden wrap-anywhere"
    />
  );
}
