import { ChevronsUpDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { session } from "@/api/session";
import { Icon, Menu, MenuItem } from "@/ui";
import { useSession } from "../useSession";
import { TenantSign } from "./TenantSign";

const LOOK =
  "relative mb-3 grid size-8 place-items-center rounded bg-accent text-sm font-bold text-accent-fg";

/** The company that is worked for; who belongs to several changes it here. */
export function TenantMark() {
  const { t } = useTranslation();
  const { tenant, tenants } = useSession();
  if (!tenant) return null;
  if (tenants.length < 2) {
    return (
      <span title={tenant.name} className={LOOK}>
        <TenantSign tenant={tenant} />
        <span className="sr-only">{tenant.name}</span>
      </span>
    );
  }
  const label = t("shell.switchTenant", { name: tenant.name });
  const trigger = (
    <button type="button" aria-label={label} title={tenant.name} className={LOOK}>
      <TenantSign tenant={tenant} />
      <span className="absolute -right-1.5 -bottom-1 rounded-full bg-canvas text-fg-3">
        <Icon of={ChevronsUpDown} size={14} />
      </span>
    </button>
  );
  return (
    <Menu trigger={trigger} side="right" align="start">
      {tenants.map((choice) => (
        <MenuItem
          key={choice.id}
          checked={choice.id === tenant.id}
          onSelect={() => {
            session.choose(choice);
            location.assign("/");
          }}
        >
          {choice.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
