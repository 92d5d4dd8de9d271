import { lazy, Suspense } from "react";
import type { TenantChoice } from "@/api/types";
import { initialsOf } from "@/ui/hue";

const TenantLogo = lazy(() => import("./TenantLogo"));

/** What the company is known by in the rail: its logo, else its initials. */
export function TenantSign({ tenant }: { tenant: TenantChoice }) {
  const initials = <span aria-hidden="true">{initialsOf(tenant.name)}</span>;
  if (!tenant.logoUrl) return initials;
  return (
    <Suspense fallback={initials}>
      <TenantLogo logoUrl={tenant.logoUrl}>{initials}</TenantLogo>
    </Suspense>
  );
}
