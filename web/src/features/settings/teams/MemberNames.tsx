import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/useFormat";
import { usersQuery } from "../queries";

/** Who is in a team, by name. */
export function MemberNames({ ids }: { ids: readonly string[] }) {
  const { t, i18n } = useTranslation("settingsMembers");
  const format = useFormat();
  const users = useQuery(usersQuery);
  if (ids.length === 0) return t("team.noMembers");
  const names = (users.data?.data ?? []).filter(({ id }) => ids.includes(id));
  // Somebody who is not known here still counts.
  if (names.length < ids.length) return format.number(ids.length);
  const list = new Intl.ListFormat(i18n.language).format(names.map(({ name }) => name));
  return (
    <span className="line-clamp-2" title={list}>
      {list}
    </span>
  );
}
