import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { MenuItem } from "@/ui";
import { DataTable } from "../parts/DataTable";
import { RowMenu } from "../parts/RowMenu";
import { EnabledSwitch } from "./EnabledSwitch";
import { OpeningState } from "./OpeningState";
import type { AwayMessage } from "./queries";

interface AwayTableProps {
  messages: readonly AwayMessage[];
  nameOf: (message: AwayMessage) => string;
  onDelete: (message: AwayMessage) => void;
}

/** The away messages: for whom, whether it is open now, and what they say. */
export function AwayTable({ messages, nameOf, onDelete }: AwayTableProps) {
  const { t } = useTranslation("settingsAway");
  const navigate = useNavigate();
  return (
    <DataTable
      label={t("list")}
      rows={messages}
      columns={[
        {
          id: "place",
          head: t("place"),
          isPlain: true,
          className: "font-semibold whitespace-nowrap max-md:whitespace-normal",
          cell: (message) => (
            <Link
              to="/settings/away/$awayId"
              params={{ awayId: message.id }}
              className="hover:underline"
            >
              {nameOf(message)}
            </Link>
          ),
        },
        {
          id: "state",
          head: t("now"),
          isPlain: true,
          cell: (message) => <OpeningState message={message} />,
        },
        {
          id: "text",
          head: t("message"),
          isPlain: true,
          className: "w-full text-fg-2",
          cell: ({ text }) => <span className="line-clamp-2">{text}</span>,
        },
        {
          id: "enabled",
          head: t("answers"),
          cell: (message) => <EnabledSwitch message={message} name={nameOf(message)} />,
        },
        {
          id: "actions",
          head: t("actions"),
          isPlain: true,
          cell: (message) => (
            <RowMenu label={t("actionsOf", { name: nameOf(message) })}>
              <MenuItem
                onSelect={() =>
                  void navigate({ to: "/settings/away/$awayId", params: { awayId: message.id } })
                }
              >
                {t("change")}
              </MenuItem>
              <MenuItem danger onSelect={() => onDelete(message)}>
                {t("delete")}
              </MenuItem>
            </RowMenu>
          ),
        },
      ]}
    />
  );
}
