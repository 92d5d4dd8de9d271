import { useTranslation } from "react-i18next";
import type { Contact } from "@/api/types";
import { formatPhone } from "@/lib/format";
import { Accordion, Fact, Facts } from "@/ui";
import { reachOf } from "../model/reach";

/** By what WhatsApp knows the person, and what it means when no phone number is among it. */
export function ContactIdentities({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const { by } = reachOf(contact);
  return (
    <Accordion title={t("sheet.identities")}>
      {contact.identities.length > 0 && (
        <Facts>
          {contact.username && (
            <Fact name={t("field.username")}>@{contact.username.replace(/^@/u, "")}</Fact>
          )}
          {contact.identities.map(({ kind, value }) => (
            <Fact key={value} name={t(kind === "phone" ? "field.phone" : "field.whatsappId")}>
              <span className={kind === "phone" ? "tabular-nums" : "font-mono text-xs"}>
                {kind === "phone" ? formatPhone(value) : value}
              </span>
            </Fact>
          ))}
        </Facts>
      )}
      {by === "id" && <p className="pt-1 text-xs text-fg-3">{t("reach.idText")}</p>}
      {by === "username" && <p className="pt-1 text-xs text-fg-3">{t("reach.usernameText")}</p>}
      {by === "nothing" && <p className="pt-1 text-xs text-fg-3">{t("reach.nothingText")}</p>}
    </Accordion>
  );
}
