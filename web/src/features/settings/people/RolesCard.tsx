import { useTranslation } from "react-i18next";
import { ROLES } from "./roles";

/** What each role may do. */
export function RolesCard() {
  const { t } = useTranslation(["settingsMembers", "common"]);
  return (
    <section className="overflow-hidden rounded-lg border border-line bg-surface">
      <h2 className="flex min-h-12 items-center border-b border-line px-4 text-base font-semibold">
        {t("rolesTitle")}
      </h2>
      <dl className="grid grid-cols-5 divide-x divide-line text-sm max-lg:grid-cols-1 max-lg:divide-x-0 max-lg:divide-y">
        {ROLES.map((role) => (
          <div key={role} className="px-4 py-3">
            <dt className="font-semibold">{t(`common:role.${role}`)}</dt>
            <dd className="mt-0.5 text-fg-2">{t(`settingsMembers:may.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
