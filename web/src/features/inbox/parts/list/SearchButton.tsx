import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCommands } from "@/features/commands/useCommands";
import { IconButton } from "@/ui";
import { readSearch } from "../../search";

/** The way from the list to the search in contacts and messages. */
export function SearchButton() {
  const { t } = useTranslation("inbox");
  const navigate = useNavigate();
  const open = () =>
    void navigate({ to: ".", search: (kept) => ({ ...readSearch(kept), q: "" }), hash: true });
  useCommands([
    {
      id: "inbox.search",
      label: t("keys.search"),
      group: t("title"),
      keys: "/",
      icon: Search,
      run: open,
    },
  ]);
  return (
    <IconButton
      id={SEARCH_BUTTON}
      icon={Search}
      label={t("keys.search")}
      keyCap="/"
      onClick={open}
    />
  );
}

/** Where the focus goes when the search is closed. */
export const SEARCH_BUTTON = "inbox-search";
