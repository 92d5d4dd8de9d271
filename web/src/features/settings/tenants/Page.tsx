import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Icon, Search, Select } from "@/ui";
import { HeadAction } from "../parts/HeadAction";
import { Loaded } from "../parts/Loaded";
import { NewTenantDialog } from "./NewTenantDialog";
import { STATUSES, tenantsQuery } from "./queries";
import { TenantTable } from "./TenantTable";
import { tenantsFound } from "./tenantsFound";

/** All companies of this installation, for those who run it. */
export function Page() {
  const { t } = useTranslation("settingsTenants");
  const tenants = useQuery(tenantsQuery);
  const [wanted, setWanted] = useState("");
  const [status, setStatus] = useState("");
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <HeadAction>
        <Button kind="primary" onClick={() => setCreating(true)}>
          <Icon of={Plus} />
          {t("create.title")}
        </Button>
      </HeadAction>
      <p className="max-w-[72ch] text-fg-2">{t("intro")}</p>
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
          aria-label={t("state")}
          value={status}
          onChange={(event) => setStatus(event.target.value)}
        >
          <option value="">{t("anyState")}</option>
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {t(`status.${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <Loaded query={tenants}>
        {(all) => {
          const found = tenantsFound(all, wanted, status);
          if (found.length === 0) return <p className="text-fg-2">{t("none")}</p>;
          return <TenantTable tenants={found} />;
        }}
      </Loaded>
      {isCreating && <NewTenantDialog onClose={() => setCreating(false)} />}
    </>
  );
}
