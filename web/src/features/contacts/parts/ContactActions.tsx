import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Ban,
  CircleCheck,
  Download,
  Ellipsis,
  LayoutTemplate,
  MessageCircle,
  Trash2,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/api/types";
import { may } from "@/app/access";
import { tellProblem } from "@/app/tellProblem";
import { toast } from "@/app/toasts";
import { useSession } from "@/app/useSession";
import { contactName } from "@/features/inbox/people";
import { putContact } from "@/realtime/apply/contacts";
import { Button, Icon, IconButton, Menu, MenuItem, MenuLine } from "@/ui";
import { useHistory } from "../history";
import { blockContact, exportContact } from "../model/deeds";
import { reachOf } from "../model/reach";
import type { ContactDialog } from "./ContactDialogs";

const LINK =
  "inline-flex h-8 flex-1 items-center justify-center gap-1.5 rounded bg-accent px-3 text-sm font-medium text-accent-fg hover:bg-accent-hover max-md:h-11 max-md:text-base";

interface ContactActionsProps {
  contact: Contact;
  /** Asks for a dialog that stands over all of this. */
  onDialog: (which: ContactDialog, contact: Contact) => void;
}

/** What can be done with a contact: talk, block, take along, erase. */
export function ContactActions({ contact, onDialog }: ContactActionsProps) {
  const { t } = useTranslation("contacts");
  const client = useQueryClient();
  const { user } = useSession();
  const history = useHistory(contact.id);
  const latest = history.data?.pages[0]?.data[0];
  const isBlocked = contact.blockedAt !== null && contact.blockedAt !== undefined;
  const canWrite = !isBlocked && reachOf(contact).by !== "nothing";
  const name = contactName(contact);
  const blocking = useMutation({
    mutationFn: (blocked: boolean) => blockContact(contact.id, blocked),
    onSuccess: (changed, blocked) => {
      putContact(client, changed);
      toast(t(blocked ? "block.done" : "block.undone", { name }), () => blocking.mutate(!blocked));
    },
    onError: tellProblem,
  });
  const exporting = useMutation({
    mutationFn: () => exportContact(contact),
    onSuccess: () => toast(t("export.done")),
    onError: tellProblem,
  });

  return (
    <div className="flex items-center gap-2 px-4 pb-4">
      {latest !== undefined && (
        <Link to="/inbox/$conversationId" params={{ conversationId: latest.id }} className={LINK}>
          <Icon of={MessageCircle} />
          {t("sheet.talk")}
        </Link>
      )}
      {canWrite && (
        <Button
          kind={latest === undefined ? "primary" : "outline"}
          className={latest === undefined ? "flex-1" : undefined}
          onClick={() => onDialog("template", contact)}
        >
          <Icon of={latest === undefined ? MessageCircle : LayoutTemplate} />
          {latest === undefined ? t("sheet.write") : t("sheet.template")}
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton
            icon={Ellipsis}
            label={t("sheet.more")}
            aria-busy={blocking.isPending || exporting.isPending}
            className="ml-auto"
          />
        }
      >
        <MenuItem icon={isBlocked ? CircleCheck : Ban} onSelect={() => blocking.mutate(!isBlocked)}>
          {t(isBlocked ? "block.undo" : "block.do")}
        </MenuItem>
        {may(user, "contacts:export") && (
          <MenuItem icon={Download} onSelect={() => exporting.mutate()}>
            {t("export.do")}
          </MenuItem>
        )}
        {may(user, "contacts:erase") && (
          <>
            <MenuLine />
            <MenuItem icon={Trash2} danger onSelect={() => onDialog("erase", contact)}>
              {t("erase.do")}
            </MenuItem>
          </>
        )}
      </Menu>
    </div>
  );
}
