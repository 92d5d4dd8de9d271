import type { User } from "@/api/types";
import { fold } from "@/lib/fold";

/** Those whose name or address has what was typed, and who have the role. */
export function peopleFound(users: readonly User[], wanted: string, role: string): User[] {
  const words = fold(wanted.trim());
  return users.filter(
    (user) =>
      (role === "" || user.role === role) &&
      (fold(user.name).includes(words) || fold(user.email).includes(words)),
  );
}
