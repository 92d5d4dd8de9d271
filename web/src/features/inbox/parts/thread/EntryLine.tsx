import {
  AlarmClock,
  Archive,
  ArrowRightLeft,
  CircleCheck,
  CirclePause,
  Info,
  type LucideIcon,
  RotateCcw,
  SignalHigh,
  Tag,
  UserCheck,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { HistoryEntry } from "@/api/types";
import { useFormat } from "@/app/useFormat";
import { SystemLine } from "@/ui";
import { list, part, text } from "../../model/content";
import { momentOf } from "../../moment";
import { type Directory, useDirectory, useMe } from "../../people";

/** i18n-uses thread:entry.* */
const ICONS = {
  assigned: UserCheck,
  taken: UserCheck,
  transferred: ArrowRightLeft,
  closed: CircleCheck,
  archived: Archive,
  reopened: RotateCcw,
  parked: CirclePause,
  resumed: RotateCcw,
  snoozed: AlarmClock,
  woken: AlarmClock,
  tagged: Tag,
  untagged: Tag,
  prioritized: SignalHigh,
} as const satisfies Record<string, LucideIcon>;

type Kind = keyof typeof ICONS;

/** What was done to the conversation, as a thin line of its thread. */
export function EntryLine({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const format = useFormat();
  const directory = useDirectory();
  const me = useMe();
  const took =
    entry.kind === "assigned" && !!entry.by && text(part(entry.data, "to"), "userId") === entry.by;
  const kind = took ? "taken" : entry.kind in ICONS ? (entry.kind as Kind) : null;
  const isByItself = !entry.by;
  const by =
    entry.by === me?.id ? t("you") : (directory.user(entry.by)?.name ?? t("thread:entry.program"));
  const values = {
    by,
    to: receiver(entry, directory, me?.id, t("you")) ?? t("row.nobody"),
    what: whatOf(entry, t),
  };
  const until = text(entry.data, "until");
  const at = until === "" ? "" : momentOf(format, until, Date.parse(entry.at));
  const words =
    kind === null
      ? t("thread:entry.other", values)
      : t(`thread:entry.${kind}${isByItself ? "Itself" : ""}` as "thread:entry.assigned", {
          ...values,
          at,
        });
  return (
    <SystemLine
      icon={kind === null ? Info : ICONS[kind]}
      note={text(entry.data, "note") || undefined}
    >
      {words} · <time dateTime={entry.at}>{format.time(entry.at)}</time>
    </SystemLine>
  );
}

function receiver(
  { data }: HistoryEntry,
  { user, team }: Directory,
  me: string | undefined,
  you: string,
): string | undefined {
  const to = part(data, "to");
  const userId = text(to, "userId");
  return userId !== "" && userId === me
    ? you
    : (user(userId)?.name ?? team(text(to, "teamId"))?.name);
}

/** Which tags, or which priority. */
function whatOf({ kind, data }: HistoryEntry, t: (key: "priority.none") => string): string {
  if (kind === "prioritized") return t(`priority.${text(data, "to")}` as "priority.none");
  return list(data, "tags")
    .map((tag) => text(tag, "name"))
    .join(", ");
}
