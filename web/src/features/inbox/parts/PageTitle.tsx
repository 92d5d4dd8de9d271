import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useCounts } from "../queries";

const PLAIN = "/favicon.svg";
const MARKED = "/favicon-unread.svg";

/** How many conversations are unread stands in the page's title and on its icon, so that it is seen from another tab. */
export function PageTitle() {
  const { t } = useTranslation("inbox");
  const unread = useCounts().data?.all.unread;
  const count = unread?.count ?? 0;
  const shown = unread?.capped ? `${count}+` : `${count}`;
  useEffect(() => {
    document.title = count > 0 ? `(${shown}) ${t("title")}` : t("title");
    markIcon(count > 0);
    return () => markIcon(false);
  }, [count, shown, t]);
  return null;
}

function markIcon(unread: boolean) {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (icon !== null) icon.href = unread ? MARKED : PLAIN;
}
