import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { may, type Permission, ROLES_WITH } from "./access";

const ROLES = ["owner", "admin", "supervisor", "agent", "viewer"];

/** The matrix of the documentation page, which the server's own test keeps true. */
function documented(): Record<string, string[]> {
  const page = readFileSync("../docs/permissions.md", "utf8");
  const rows = page
    .split("\n")
    .filter((line) => /^\| `[a-z]+:[a-z]+`/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  return Object.fromEntries(
    rows.map(([, name = "", ...cells]) => [
      /`(.+?)`/.exec(name)?.[1],
      ROLES.filter((_, place) => cells[place] === "✓"),
    ]),
  );
}

test("the page agrees with the server about every role and permission", () => {
  expect(documented()).toMatchObject(ROLES_WITH);
});

test.each([
  ["agent", false, "desk:manage", false],
  ["supervisor", false, "desk:manage", true],
  ["owner", false, "tenants:manage", false],
  ["agent", true, "tenants:manage", true],
  [null, true, "users:read", false],
])("%s (super-admin: %s) may %s: %s", (role, isSuperAdmin, permission, expected) => {
  expect(may({ role, isSuperAdmin }, permission as Permission)).toBe(expected);
});

test("nobody may nothing", () => {
  expect(may(null, "profile:manage")).toBe(false);
});
