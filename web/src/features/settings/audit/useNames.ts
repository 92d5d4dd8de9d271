import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { apiKeysQuery, numbersQuery, tagsQuery, teamsQuery, usersQuery } from "../queries";
import type { AuditEntry } from "./queries";

/** How whoever did something, and what it was done to, are called. What is gone is named by what was noted of it. */
export function useNames() {
  const { t } = useTranslation("settingsAudit");
  const known = useQueries({
    queries: [usersQuery, teamsQuery, tagsQuery, apiKeysQuery, numbersQuery],
    combine: ([users, teams, tags, apiKeys, numbers]) => {
      const lists = [users.data, teams.data, tags.data, apiKeys.data];
      const named: { id: string; name: string }[] = lists.flatMap((page) => [
        ...(page?.data ?? []),
      ]);
      const phones = (numbers.data?.data ?? []).map(({ id, name, displayPhoneNumber }) => ({
        id,
        name: name ?? displayPhoneNumber,
      }));
      return new Map([...named, ...phones].map(({ id, name }) => [id, name]));
    },
  });

  return {
    who({ actorKind, actorId }: AuditEntry): string {
      if (!actorId) return t("system");
      const name = known.get(actorId);
      if (actorKind === "key") return t("byKey", { name: name ?? actorId });
      return name ?? t("formerPerson");
    },
    what({ entityId, metadata }: AuditEntry): string {
      const noted = metadata as Record<string, unknown>;
      const name = [noted.name, noted.shortcut, noted.slug].find(
        (word) => typeof word === "string" && word !== "",
      );
      return (entityId && known.get(entityId)) || (name as string | undefined) || (entityId ?? "");
    },
  };
}
