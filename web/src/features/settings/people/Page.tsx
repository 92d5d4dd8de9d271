import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Icon, Search, Select } from "@/ui";
import { HeadAction } from "../parts/HeadAction";
import { Loaded } from "../parts/Loaded";
import { usersQuery } from "../queries";
import { InviteDialog } from "./InviteDialog";
import { PeopleTable } from "./PeopleTable";
import { peopleFound } from "./peopleFound";
import { RolesCard } from "./RolesCard";
import { ROLES } from "./roles";

/** Who works for the company, and as what. */
export function Page() {
  const { t } = useTranslation(["settingsMembers", "common"]);
  const users = useQuery(usersQuery);
  const [wanted, setWanted] = useState("");
  const [role, setRole] = useState("");
  const [isInviting, setInviting] = useState(false);
  return (
    <>
      <HeadAction>
        <Button kind="primary" onClick={() => setInviting(true)}>
          <Icon of={UserPlus} />
          {t("invite.title")}
        </Button>
      </HeadAction>
      <div className="flex flex-wrap items-center gap-2">
        <Search
          label={t("search")}
          placeholder={t("search")}
          clearLabel={t("clearSearch")}
          value={wanted}
          onValue={setWanted}
          className="w-70 max-md:w-full"
        />
        <Select
          size="sm"
          aria-label={t("role")}
          value={role}
          onChange={(event) => setRole(event.target.value)}
        >
          <option value="">{t("anyRole")}</option>
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {t(`common:role.${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <Loaded query={users} rows={5}>
        {({ data }) => {
          const found = peopleFound(data, wanted, role);
          if (found.length === 0) return <p className="text-fg-2">{t("nobody")}</p>;
          return <PeopleTable users={found} />;
        }}
      </Loaded>
      <RolesCard />
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
