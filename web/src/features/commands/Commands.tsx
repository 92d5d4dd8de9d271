import { Keyboard, Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { listenForKeys } from "./keys";
import { useCommands } from "./useCommands";

const CommandBar = lazy(() => import("./CommandBar"));
const ShortcutSheet = lazy(() => import("./ShortcutSheet"));

/** Listens to the keys of all commands and opens the command bar (Ctrl or Cmd and K) and the shortcut sheet (?). Once per page. */
export function Commands() {
  const { t } = useTranslation("commands");
  const [open, setOpen] = useState<"bar" | "sheet" | null>(null);
  useEffect(() => listenForKeys(), []);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey)
        return;
      event.preventDefault();
      setOpen((now) => (now === "bar" ? null : "bar"));
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  useCommands([
    {
      id: "commands.bar",
      label: t("open"),
      group: t("group"),
      icon: Search,
      run: () => setOpen("bar"),
    },
    {
      id: "commands.sheet",
      label: t("shortcuts"),
      group: t("group"),
      icon: Keyboard,
      keys: "?",
      run: () => setOpen("sheet"),
    },
  ]);
  const close = () => setOpen(null);
  return (
    <Suspense>
      {open === "bar" && <CommandBar onClose={close} />}
      {open === "sheet" && <ShortcutSheet onClose={close} />}
    </Suspense>
  );
}
