import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Avatar, Checkbox, Skeleton } from "@/ui";
import { usersQuery } from "../queries";

interface MemberChoiceProps {
  chosen: readonly string[];
  onChosen: (ids: readonly string[]) => void;
}

/** Who is in a team, ticked. */
export function MemberChoice({ chosen, onChosen }: MemberChoiceProps) {
  const { t } = useTranslation(["settingsMembers", "common"]);
  const users = useQuery(usersQuery);

  function toggle(id: string, on: boolean) {
    onChosen(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  }

  return (
    <fieldset className="flex flex-col">
      <legend className="pb-1.5 text-sm font-medium">{t("team.members")}</legend>
      <div className="max-h-72 overflow-auto rounded border border-line">
        {users.isPending && <Skeleton className="m-4 w-40" />}
        {users.data?.data.map((user) => (
          <label
            key={user.id}
            htmlFor={`member-${user.id}`}
            className="flex min-h-11 cursor-pointer items-center gap-3 px-3 text-sm not-last:border-b not-last:border-line hover:bg-hover"
          >
            <Checkbox
              id={`member-${user.id}`}
              checked={chosen.includes(user.id)}
              onChange={(event) => toggle(user.id, event.target.checked)}
            />
            <Avatar name={user.name} id={user.id} size={24} />
            <span className="min-w-0 flex-1 truncate">{user.name}</span>
            <span className="text-xs text-fg-3">
              {user.role && t(`common:role.${user.role as "owner"}`)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
