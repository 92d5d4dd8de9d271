import { useTranslation } from "react-i18next";
import type { Contact } from "@/api/types";
import { reachOf } from "../model/reach";

/** The phone number; where there is none, by what else the person is known. */
export function ReachText({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const reach = reachOf(contact);
  if (reach.by === "id") return <span className="text-fg-3">{t("reach.id")}</span>;
  if (reach.by === "nothing") return <span className="text-fg-3">{t("reach.nothing")}</span>;
  return reach.text;
}
