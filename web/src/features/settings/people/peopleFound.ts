import type { User } from "@/api/types";
import { folded } from "../folded";

/** Those whose name or address has what was typed, and who have the role. */
export function peopleFound(users: readonly User[], wanted: string, role: string): User[] {
  const words = folded(wanted);
  return users.filter(
    (user) =>
      (role === "" || user.role === role) &&
      (folded(user.name).includes(words) || folded(user.email).includes(words)),
  );
}
