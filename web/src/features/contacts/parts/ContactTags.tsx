import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import type { Contact } from "@/api/types";
import { tellProblem } from "@/app/tellProblem";
import { useDirectory } from "@/features/inbox/people";
import { putContact } from "@/realtime/apply/contacts";
import { Button, HueDot, Icon, IconButton, Menu, MenuItem, Tag } from "@/ui";

/** The tags of a contact, each with the way to take it off, and the way to put on another. Not there while the tenant has none. */
export function ContactTags({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const client = useQueryClient();
  const { tags, tag } = useDirectory();
  const changing = useMutation({
    mutationFn: (body: { add?: string[]; remove?: string[] }) =>
      take<Contact>(
        api.POST("/api/v1/contacts/{id}/tags", { params: { path: { id: contact.id } }, body }),
      ),
    onSuccess: (changed) => putContact(client, changed),
    onError: tellProblem,
  });
  if (tags.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-4 pb-4">
      {contact.tagIds
        .map(tag)
        .map(
          (known) =>
            known !== undefined && (
              <Tag
                key={known.id}
                name={known.name}
                hue={known.hue}
                removeLabel={t("tags.remove", { name: known.name })}
                onRemove={() => changing.mutate({ remove: [known.id] })}
              />
            ),
        )}
      <Menu
        align="start"
        trigger={
          contact.tagIds.length === 0 ? (
            <Button size="sm">
              <Icon of={Plus} size={14} />
              {t("tags.add")}
            </Button>
          ) : (
            <IconButton icon={Plus} size="sm" label={t("tags.add")} />
          )
        }
      >
        {tags.map(({ id, name, hue }) => {
          const isOn = contact.tagIds.includes(id);
          return (
            <MenuItem
              key={id}
              checked={isOn}
              onSelect={() => changing.mutate(isOn ? { remove: [id] } : { add: [id] })}
            >
              <HueDot hue={hue} />
              <span className="truncate">{name}</span>
            </MenuItem>
          );
        })}
      </Menu>
    </div>
  );
}
