import { fold } from "@/lib/fold";
import type { ListedTenant } from "./queries";

/** Those whose name or slug has what was typed, and that are in the state; the newest first. */
export function tenantsFound(
  tenants: readonly ListedTenant[],
  wanted: string,
  status: string,
): ListedTenant[] {
  const words = fold(wanted.trim());
  return tenants
    .filter(
      (tenant) =>
        (status === "" || tenant.status === status) &&
        (fold(tenant.name).includes(words) || tenant.slug.includes(words)),
    )
    .reverse();
}
