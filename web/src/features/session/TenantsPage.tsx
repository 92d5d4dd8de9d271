import { useTranslation } from "react-i18next";
import { session } from "@/api/session";
import { useSession } from "@/app/useSession";
import { Avatar } from "@/ui";
import { Door } from "./parts/Door";

/** Who belongs to several companies says for which one she is here. */
export function TenantsPage() {
  const { t } = useTranslation(["session", "common"]);
  const { tenants } = useSession();
  return (
    <Door title={t("tenants.title")} intro={t("tenants.body")}>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {tenants.map((tenant) => (
          <li key={tenant.id}>
            <button
              type="button"
              onClick={() => {
                session.choose(tenant);
                location.assign("/");
              }}
              className="flex min-h-14 w-full items-center gap-3 px-4 py-2 text-left hover:bg-hover"
            >
              <Avatar name={tenant.name} id={tenant.id} size={32} />
              <span className="min-w-0 flex-1 truncate font-medium">{tenant.name}</span>
              <span className="text-xs text-fg-3">
                {t(`common:role.${tenant.role as "owner"}`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Door>
  );
}
