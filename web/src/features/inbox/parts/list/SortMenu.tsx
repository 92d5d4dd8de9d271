import { ArrowDownUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu, MenuItem } from "@/ui";
import { type InboxSearch, ORDERS, type Order } from "../../search";

interface SortMenuProps {
  search: InboxSearch;
  onSearch: (search: InboxSearch) => void;
}

/** In which order the conversations stand; filled while it is not the usual one. */
export function SortMenu({ search, onSearch }: SortMenuProps) {
  const { t } = useTranslation("inbox");
  const { sort: now, ...rest } = search;
  const choose = (sort: Order | undefined) => () =>
    onSearch(sort === undefined ? rest : { ...rest, sort });
  return (
    <Menu
      align="end"
      trigger={
        <IconButton icon={ArrowDownUp} label={t("sort.title")} pressed={now !== undefined} />
      }
    >
      <MenuItem checked={now === undefined} onSelect={choose(undefined)}>
        {t("sort.latest")}
      </MenuItem>
      {ORDERS.map((order) => (
        <MenuItem key={order} checked={now === order} onSelect={choose(order)}>
          {t(`sort.${order}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
