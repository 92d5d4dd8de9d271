import { Menu } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, Sheet } from "@/ui";
import type { SettingsPage } from "../pages";
import { SettingsNav } from "./SettingsNav";

/** The way to the other screens where there is no room for the list beside them. */
export function NavSheet({ pages }: { pages: readonly SettingsPage[] }) {
  const { t } = useTranslation(["settings", "common"]);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        icon={Menu}
        label={t("settings:menu")}
        onClick={() => setOpen(true)}
        className="xl:hidden"
      />
      <Sheet
        open={isOpen}
        onOpenChange={setOpen}
        title={t("settings:title")}
        closeLabel={t("common:action.close")}
        className="right-auto left-0 w-72 border-r border-l-0"
      >
        <div className="px-2 py-4">
          <SettingsNav pages={pages} onGone={() => setOpen(false)} />
        </div>
      </Sheet>
    </>
  );
}
