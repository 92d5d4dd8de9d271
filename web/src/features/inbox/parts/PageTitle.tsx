import { useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useConversations } from "../queries";
import { filtersOf, type InboxSearch } from "../search";

const PLAIN = "/favicon.svg";

/** How much is unread stands in the page's title and on its icon, so that it is seen from another tab. */
export function PageTitle() {
  const { t } = useTranslation("inbox");
  const search = useSearch({ strict: false }) as InboxSearch;
  const unread = useConversations(filtersOf(search)).data?.pages.reduce(
    (sum, page) => sum + page.data.filter(({ unreadCount }) => unreadCount > 0).length,
    0,
  );
  useEffect(() => {
    document.title = unread ? `(${unread}) ${t("title")}` : t("title");
    markIcon(Boolean(unread));
    return () => markIcon(false);
  }, [unread, t]);
  return null;
}

function markIcon(unread: boolean) {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (icon !== null) icon.href = unread ? "/favicon-unread.svg" : PLAIN;
}
