import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type OrderLine, orderOf, text } from "../../model/content";

interface OrderContentProps {
  content: unknown;
  meta: (block: boolean) => ReactNode;
}

/** What a customer ordered from a catalogue, with its sum. */
export function OrderContent({ content, meta }: OrderContentProps) {
  const { t, i18n } = useTranslation(["inbox", "thread"]);
  const lines = orderOf(content);
  const words = text(content, "text");
  return (
    <div className="w-68 max-w-full">
      <div className="mb-1 text-sm font-semibold">{t("kind.order")}</div>
      <ul className="text-sm">
        {lines.map((line) => (
          <li key={line.product} className="flex gap-2 py-0.5">
            <span className="tabular-nums">{line.quantity}×</span>
            <span className="min-w-0 flex-1 truncate">{line.product}</span>
            {line.price !== null && (
              <span className="tabular-nums">
                {money(line.price * line.quantity, line.currency, i18n.language)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {lines.length > 1 && (
        <div className="mt-1 flex justify-between border-t border-bubble-in-line pt-1 text-sm font-semibold">
          {t("thread:order.total")}
          <span className="tabular-nums">
            {money(total(lines), lines[0]?.currency ?? "", i18n.language)}
          </span>
        </div>
      )}
      {words !== "" && <p className="mt-1">{words}</p>}
      {meta(true)}
    </div>
  );
}

function total(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, line) => sum + (line.price ?? 0) * line.quantity, 0);
}

/** Without a currency that exists the number stands alone. */
function money(amount: number, currency: string, language: string): string {
  if (!/^[A-Z]{3}$/u.test(currency)) return amount.toLocaleString(language);
  return new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
}
