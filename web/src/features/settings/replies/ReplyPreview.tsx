import { useTranslation } from "react-i18next";
import { useSession } from "@/app/useSession";
import { Bubble } from "@/ui";
import { piecesOf, type Variable } from "./variables";

/** A text with variables as a customer would get it, with an invented contact. */
export function ReplyPreview({ body }: { body: string }) {
  const { t } = useTranslation("settingsDesk");
  const { user, tenant } = useSession();
  const name = t("sample.name");
  const values: Record<Variable, string> = {
    "contact.name": name,
    "contact.firstName": firstWord(name),
    "contact.phone": "+55 11 98877-6655",
    "contact.email": "julia@exemplo.com.br",
    "contact.company": t("sample.company"),
    "agent.name": user?.name ?? "",
    "agent.firstName": firstWord(user?.name ?? ""),
    "tenant.name": tenant?.name ?? "",
    "number.phone": "+55 11 4000-1234",
  };
  return (
    <section
      aria-label={t("reply.preview")}
      className="flex min-h-20 flex-col rounded border border-line bg-sunken p-3"
    >
      <p className="pb-2 text-xs text-fg-3">{t("reply.previewOf", { name })}</p>
      {body.trim() !== "" && (
        <Bubble side="out" className="max-w-[88%] self-end whitespace-pre-wrap">
          {piecesOf(body).map((piece, place) => {
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
            if (piece.kind === "words") return <span key={place}>{piece.text}</span>;
            const isKnown = piece.kind === "blank";
            return (
              <mark
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
                key={place}
                className={
                  isKnown
                    ? "rounded-xs bg-transparent font-medium text-accent-text"
                    : "rounded-xs bg-danger-soft text-danger-text"
                }
              >
                {isKnown ? values[piece.variable] : `{{${piece.text}}}`}
              </mark>
            );
          })}
        </Bubble>
      )}
    </section>
  );
}

function firstWord(name: string) {
  return name.split(/\s+/u)[0] ?? "";
}
