import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { Card } from "@/ui";
import type { Usage } from "./queries";

/** The messages of this month by number. */
export function NumberBars({ numbers }: { numbers: Usage["numbers"] }) {
  const { t } = useTranslation("settingsUsage");
  const format = useFormat();
  const most = Math.max(1, ...numbers.map((one) => one.inbound + one.outbound));
  const share = (value: number) => ({ width: `${(value / most) * 100}%` });
  return (
    <Card title={t("byNumber")}>
      {numbers.length === 0 && <p className="text-sm text-fg-2">{t("noNumber")}</p>}
      <ul className="flex flex-col gap-3 text-sm">
        {numbers.map((one) => (
          <li key={one.id}>
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="min-w-0 wrap-anywhere">{one.name ?? one.displayPhoneNumber}</span>
              <span className="text-fg-2 tabular-nums">
                {t("inAndOut", {
                  inbound: format.number(one.inbound),
                  outbound: format.number(one.outbound),
                })}
              </span>
            </span>
            <span aria-hidden="true" className="mt-1 flex h-2 overflow-hidden rounded-xs bg-sunken">
              <span className="bg-chart-1" style={share(one.inbound)} />
              <span className="bg-chart-2" style={share(one.outbound)} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
