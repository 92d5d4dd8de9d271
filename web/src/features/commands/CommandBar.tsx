import { Command as Primitive } from "cmdk";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "@/app/access";
import { useMe } from "@/features/inbox/people";
import { useTyped } from "@/lib/useTyped";
import { Icon } from "@/ui";
import { FoundPeople } from "./FoundPeople";
import { grouped } from "./grouped";
import { KeyCaps } from "./KeyCaps";
import { GROUP, LINE } from "./look";
import { named } from "./named";
import type { Command } from "./registry";
import { useKnownCommands } from "./useCommands";

/** Everything that can be done now, found by typing. */
export default function CommandBar({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("commands");
  const known = useKnownCommands().filter(({ id }) => id !== "commands.bar");
  const [told, setTold] = useState("");
  const [typed, setTyped] = useTyped("", setTold);
  const groups = grouped(named(known, typed));
  const findsPeople = may(useMe(), "contacts:read");

  useFocusBack();

  function run(command: Command) {
    onClose();
    // After the bar is gone: what a command focuses keeps the focus.
    requestAnimationFrame(() => command.run());
  }

  return (
    <Primitive.Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      label={t("open")}
      loop
      shouldFilter={false}
      overlayClassName="fixed inset-0 z-20 bg-scrim"
      contentClassName="fixed top-[12vh] left-1/2 z-20 flex max-h-[70vh] w-[calc(100vw-16px)] max-w-160 -translate-x-1/2 flex-col overflow-hidden rounded-lg bg-raised shadow-dialog outline-none [&>[cmdk-root]]:flex [&>[cmdk-root]]:min-h-0 [&>[cmdk-root]]:flex-col"
    >
      <div className="flex h-12 flex-none items-center gap-2 border-b border-line px-4 text-fg-3">
        <Icon of={Search} />
        <Primitive.Input
          value={typed}
          onValueChange={setTyped}
          placeholder={t("placeholder")}
          className="min-w-0 flex-1 bg-transparent text-base text-fg outline-none placeholder:text-fg-3 max-md:text-[16px]"
        />
      </div>
      <Primitive.List className="min-h-0 flex-1 overflow-auto p-1">
        {!findsPeople && (
          <Primitive.Empty className="p-6 text-center text-sm text-fg-2">
            {t("none")}
          </Primitive.Empty>
        )}
        {groups.map(([group, members]) => (
          <Primitive.Group key={group} heading={group} className={GROUP}>
            {members.map((command) => (
              <Primitive.Item
                key={command.id}
                value={command.id}
                onSelect={() => run(command)}
                className={LINE}
              >
                {command.icon !== undefined && <Icon of={command.icon} className="text-fg-2" />}
                <span className="min-w-0 flex-1 truncate">{command.label}</span>
                {command.keys !== undefined && <KeyCaps keys={command.keys} />}
              </Primitive.Item>
            ))}
          </Primitive.Group>
        ))}
        {findsPeople && <FoundPeople typed={told} onClose={onClose} />}
      </Primitive.List>
    </Primitive.Dialog>
  );
}

/** The bar has no button: when it closes, the focus is where it was before, unless a command took it. */
function useFocusBack() {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () =>
      void setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement)
          before.focus();
      }),
    [before],
  );
}
