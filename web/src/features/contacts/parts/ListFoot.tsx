import { useTranslation } from "react-i18next";
import { KeyCap } from "@/ui";

/** How many are here, and the keys that walk them. */
export function ListFoot({ count, hasMore }: { count: number; hasMore: boolean }) {
  const { t } = useTranslation("contacts");
  return (
    <footer className="flex h-10 flex-none items-center gap-2 border-t border-line bg-surface px-6 text-xs text-fg-3 max-md:px-4">
      <span className="tabular-nums">
        {hasMore ? t("list.loaded", { count }) : t("list.all", { count })}
      </span>
      {hasMore && <span className="truncate max-md:hidden">· {t("list.more")}</span>}
      <span className="ml-auto flex items-center gap-2 max-md:hidden pointer-coarse:hidden">
        <KeyCap keys="J" />
        <KeyCap keys="K" />
        {t("list.walk")}
      </span>
    </footer>
  );
}
