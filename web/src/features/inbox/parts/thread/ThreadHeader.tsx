import { Link } from "@tanstack/react-router";
import {
  ArrowLeft,
  ArrowRightLeft,
  Check,
  EllipsisVertical,
  PanelRight,
  RotateCcw,
  Smartphone,
  UserCheck,
} from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { formatPhone } from "@/lib/format";
import { Avatar, Button, Icon, IconButton, Menu, MenuItem } from "@/ui";
import { contactName, numberName, useDirectory } from "../../people";
import { AssignMenu } from "./AssignMenu";
import { SnoozeMenu } from "./SnoozeMenu";
import { TagMenu } from "./TagMenu";
import { useThreadCommands } from "./useThreadCommands";

const TransferDialog = lazy(() => import("./TransferDialog"));

interface ThreadHeaderProps {
  conversation: Conversation;
  panelOpen: boolean;
  onPanel: () => void;
}

/** Who this is with, whose it is, and what can be done with it. Below 768 px what does not fit stands in a menu. */
export function ThreadHeader({ conversation, panelOpen, onPanel }: ThreadHeaderProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const directory = useDirectory();
  const [transferring, setTransferring] = useState(false);
  const [tagging, setTagging] = useState(false);
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
        search={(kept) => kept}
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
      <span className="flex items-center gap-2 max-md:hidden">
        <AssignMenu conversation={conversation} />
        <span className="flex @max-[560px]/thread:hidden">
          <IconButton
            icon={ArrowRightLeft}
            size="sm"
            label={t("thread:actions.transfer")}
            keyCap="t"
            onClick={() => setTransferring(true)}
          />
          <SnoozeMenu conversation={conversation} />
          <TagMenu conversation={conversation} open={tagging} onOpenChange={setTagging} />
        </span>
        <Button size="sm" keyCap="E" onClick={isClosed ? done.reopen : done.close}>
          <Icon of={isClosed ? RotateCcw : Check} size={14} />
          <span className="@max-[560px]/thread:sr-only">
            {isClosed ? t("thread:actions.reopenShort") : t("thread:actions.closeShort")}
          </span>
        </Button>
      </span>
      <span className="hidden max-md:flex">
        <IconButton
          icon={isClosed ? RotateCcw : Check}
          label={isClosed ? t("thread:actions.reopen") : t("thread:actions.close")}
          onClick={isClosed ? done.reopen : done.close}
        />
        <Menu trigger={<IconButton icon={EllipsisVertical} label={t("thread:actions.more")} />}>
          <MenuItem icon={UserCheck} onSelect={done.takeOver}>
            {t("thread:actions.toMe")}
          </MenuItem>
          <MenuItem icon={ArrowRightLeft} onSelect={() => setTransferring(true)}>
            {t("thread:actions.transfer")}
          </MenuItem>
          <MenuItem icon={PanelRight} onSelect={onPanel}>
            {t("thread:panel.title")}
          </MenuItem>
        </Menu>
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
