import { useTranslation } from "react-i18next";
import { formatter } from "@/lib/format";
import { useSession } from "./useSession";

/** Dates and numbers in the reader's language and the tenant's time zone. */
export function useFormat() {
  const { i18n } = useTranslation();
  const { tenant } = useSession();
  return formatter(
    i18n.language,
    tenant?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
}
