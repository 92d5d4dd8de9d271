import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { useSession } from "@/app/useSession";
import { dayStart, nextDay } from "@/lib/zone";
import { Field, Input } from "@/ui";
import { lastMoment } from "../../model/days";
import type { InboxSearch } from "../../search";

interface DayFiltersProps {
  search: InboxSearch;
  onDays: (days: { from?: string | undefined } | { to?: string | undefined }) => void;
}

/** Between which days the latest activity lies, both included, as the tenant's clock counts days. */
export function DayFilters({ search, onDays }: DayFiltersProps) {
  const { t } = useTranslation("inbox");
  const format = useFormat();
  const zone = useSession().tenant?.timeZone ?? "UTC";
  const { from, to } = search;
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field label={t("filter.from")}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={from === undefined ? "" : format.dayKey(from)}
            onChange={({ target }) =>
              onDays({ from: target.value ? dayStart(target.value, zone) : undefined })
            }
          />
        )}
      </Field>
      <Field label={t("filter.to")}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={to === undefined ? "" : format.dayKey(lastMoment(to))}
            onChange={({ target }) =>
              onDays({ to: target.value ? dayStart(nextDay(target.value), zone) : undefined })
            }
          />
        )}
      </Field>
    </div>
  );
}
