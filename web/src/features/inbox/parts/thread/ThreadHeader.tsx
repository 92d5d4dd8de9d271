import { Link } from "@tanstack/react-router";
import { ArrowLeft, ArrowRightLeft, Check, PanelRight, RotateCcw, Smartphone } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { formatPhone } from "@/lib/format";
import { Avatar, Button, Icon, IconButton } from "@/ui";
import { contactName, numberName, useDirectory, useMe } from "../../people";
import { readSearch } from "../../search";
import { AssignMenu } from "./AssignMenu";
import { MoreMenu } from "./MoreMenu";
import { SnoozeMenu } from "./SnoozeMenu";
import { TagMenu } from "./TagMenu";
import { useThreadCommands } from "./useThreadCommands";

const TransferDialog = lazy(() => import("./TransferDialog"));

interface ThreadHeaderProps {
  conversation: Conversation;
  panelOpen: boolean;
  onPanel: () => void;
}

/** Who this is with, whose it is, and what can be done with it. What does not fit stands in a menu. */
export function ThreadHeader({ conversation, panelOpen, onPanel }: ThreadHeaderProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const directory = useDirectory();
  const me = useMe();
  const [transferring, setTransferring] = useState(false);
  const [tagging, setTagging] = useState(false);
  const [snoozing, setSnoozing] = useState(false);
  const name = contactName(conversation.contact);
  const number = directory.number(conversation.numberId);
  const done = useThreadCommands(conversation, {
    transfer: () => setTransferring(true),
    tag: () => setTagging(true),
    panel: onPanel,
  });
  const isClosed = conversation.status === "closed" || conversation.status === "archived";
  return (
    <header className="flex h-14 flex-none items-center gap-2 border-b border-line bg-surface pr-3 pl-4 max-md:px-1">
      <Link
        to="/inbox"
        search={(kept) => readSearch(kept)}
        aria-label={t("thread.back")}
        title={t("thread.back")}
        className="grid size-11 shrink-0 place-items-center rounded text-fg-2 hover:bg-hover md:hidden"
      >
        <Icon of={ArrowLeft} size={20} />
      </Link>
      <Avatar name={name} id={conversation.contact.id} size={32} />
      <div className="ml-1 min-w-0 flex-1">
        <h1 className="sr-only md:hidden">{t("thread.with", { name })}</h1>
        <h2 className="truncate text-base font-semibold">{name}</h2>
        <p className="flex items-center gap-1.5 overflow-hidden text-xs whitespace-nowrap text-fg-3">
          {number !== undefined && (
            <>
              <Icon of={Smartphone} size={12} />
              <span>{numberName(number)}</span>
            </>
          )}
          {conversation.contact.phone && (
            <span className="truncate tabular-nums">
              · {formatPhone(conversation.contact.phone)}
            </span>
          )}
        </p>
      </div>
      <span className="@max-[390px]/thread:invisible @max-[390px]/thread:absolute">
        <AssignMenu conversation={conversation} />
      </span>
      {/* Out of sight where there is no room, but still the place where their menus open. */}
      <span className="flex @max-[480px]/thread:invisible @max-[480px]/thread:absolute @max-[480px]/thread:right-2">
        <IconButton
          icon={ArrowRightLeft}
          size="sm"
          label={t("thread:actions.transfer")}
          keyCap="t"
          onClick={() => setTransferring(true)}
        />
        <SnoozeMenu conversation={conversation} open={snoozing} onOpenChange={setSnoozing} />
        <TagMenu conversation={conversation} open={tagging} onOpenChange={setTagging} />
      </span>
      <Button
        size="sm"
        keyCap="E"
        onClick={isClosed ? done.reopen : done.close}
        className="max-md:hidden"
      >
        <Icon of={isClosed ? RotateCcw : Check} size={14} />
        <span className="@max-[560px]/thread:sr-only">
          {isClosed ? t("thread:actions.reopenShort") : t("thread:actions.closeShort")}
        </span>
      </Button>
      <IconButton
        icon={isClosed ? RotateCcw : Check}
        label={isClosed ? t("thread:actions.reopen") : t("thread:actions.close")}
        onClick={isClosed ? done.reopen : done.close}
        className="md:hidden"
      />
      <span className="hidden max-md:flex @max-[480px]/thread:flex">
        <MoreMenu
          takeOver={conversation.assigneeId === me?.id ? undefined : done.takeOver}
          transfer={() => setTransferring(true)}
          snooze={() => setSnoozing(true)}
          tag={directory.tags.length > 0 ? () => setTagging(true) : undefined}
          panel={onPanel}
        />
      </span>
      <IconButton
        icon={PanelRight}
        size="sm"
        label={t("thread:panel.title")}
        pressed={panelOpen}
        onClick={onPanel}
        className="max-md:hidden"
      />
      <Suspense>
        {transferring && (
          <TransferDialog conversation={conversation} onClose={() => setTransferring(false)} />
        )}
      </Suspense>
    </header>
  );
}
