import { ListFilter } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, Popover } from "@/ui";
import { filterCount, type InboxSearch } from "../../search";

const FilterForm = lazy(() => import("./FilterForm"));

interface FilterMenuProps {
  search: InboxSearch;
  onSearch: (search: InboxSearch) => void;
}

/** The way to the filters; filled while some are on. */
export function FilterMenu({ search, onSearch }: FilterMenuProps) {
  const { t } = useTranslation("inbox");
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t("filter.title")}
      open={open}
      onOpenChange={setOpen}
      align="end"
      className="min-h-64 w-80 p-3"
      trigger={
        <IconButton icon={ListFilter} label={t("filter.title")} pressed={filterCount(search) > 0} />
      }
    >
      <Suspense>
        <FilterForm search={search} onSearch={onSearch} />
      </Suspense>
    </Popover>
  );
}
