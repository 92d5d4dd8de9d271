import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { PhoneNumber, Tag, User } from "@/api/types";
import { useSession } from "@/app/useSession";
import { formatPhone } from "@/lib/format";

export type Team = components["schemas"]["Team"];

/** So many of a tenant's people, teams and numbers are offered in menus. */
const MOST = { params: { query: { limit: 200 } as never } };

/** Whoever is signed in. */
export function useMe(): User | null {
  return useSession().user;
}

function useUsers() {
  return useQuery({
    queryKey: ["users", "all"],
    queryFn: () => take(api.GET("/api/v1/users", MOST)),
  });
}

function useTeams() {
  return useQuery({
    queryKey: ["teams", "all"],
    queryFn: () => take(api.GET("/api/v1/teams", MOST)),
  });
}

function useNumbers() {
  return useQuery({
    queryKey: ["numbers", "all"],
    queryFn: () => take(api.GET("/api/v1/numbers", MOST)),
  });
}

function useTags() {
  return useQuery({ queryKey: keys.tags, queryFn: () => take(api.GET("/api/v1/tags", MOST)) });
}

/** The tenant's people, teams, numbers and tags, by id. */
export interface Directory {
  users: readonly User[];
  teams: readonly Team[];
  numbers: readonly PhoneNumber[];
  tags: readonly Tag[];
  user: (id: string | null | undefined) => User | undefined;
  team: (id: string | null | undefined) => Team | undefined;
  number: (id: string | null | undefined) => PhoneNumber | undefined;
  tag: (id: string | null | undefined) => Tag | undefined;
}

export function useDirectory(): Directory {
  const users = useUsers().data?.data;
  const teams = useTeams().data?.data;
  const numbers = useNumbers().data?.data;
  const tags = useTags().data?.data;
  return useMemo(
    () => ({
      users: users ?? [],
      teams: teams ?? [],
      numbers: numbers ?? [],
      tags: tags ?? [],
      user: finder(users),
      team: finder(teams),
      number: finder(numbers),
      tag: finder(tags),
    }),
    [users, teams, numbers, tags],
  );
}

function finder<Row extends { id: string }>(rows: readonly Row[] | undefined) {
  const byId = new Map(rows?.map((row) => [row.id, row]));
  return (id: string | null | undefined) => (id ? byId.get(id) : undefined);
}

/** How a number is called among people. */
export function numberName(number: PhoneNumber): string {
  return number.name ?? number.displayPhoneNumber;
}

/** How a customer is called: the name, else whatever identifies her. */
export function contactName(contact: {
  name: string;
  phone?: string | null;
  username?: string | null;
}): string {
  // Who is known by the number alone has it for a name.
  return formatPhone(contact.name || contact.phone || contact.username || "?");
}
