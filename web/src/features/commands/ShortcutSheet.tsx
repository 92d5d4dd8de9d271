import { useTranslation } from "react-i18next";
import { Dialog } from "@/ui";
import { grouped } from "./grouped";
import { KeyCaps } from "./KeyCaps";
import type { Command } from "./registry";
import { useKnownCommands } from "./useCommands";

/** Every key that does something on this screen. Made from the commands themselves, so it cannot be wrong. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("commands");
  const groups = grouped(useKnownCommands().filter(hasKeys));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("shortcuts")}
      closeLabel={t("close")}
      className="max-w-220"
    >
      <div className="columns-2 gap-8 max-md:columns-1">
        {groups.map(([group, members]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-xs font-medium text-fg-3">{group}</h3>
            <dl>
              {members.map((command) => (
                <div
                  key={command.id}
                  className="flex min-h-8 items-center gap-2 border-b border-line text-sm last:border-b-0"
                >
                  <dt className="min-w-0 flex-1">{command.label}</dt>
                  <dd>
                    <KeyCaps keys={command.keys} />
                    <span className="sr-only">{command.keys}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function hasKeys(command: Command): command is Command & { keys: string } {
  return command.keys !== undefined;
}
