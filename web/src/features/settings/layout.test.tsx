import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { Layout } from "./Layout";
import { pageAt, pagesFor } from "./pages";

test.each(["agent", "viewer"] as const)(
  "settings are not there for a role without any: %s",
  async (role) => {
    signInAs(role);
    fakeServer({});
    await renderInApp(<Layout />, "/settings/tags");
    expect(await screen.findByText("Página não encontrada")).toBeInTheDocument();
    expect(screen.queryByRole("navigation")).not.toBeInTheDocument();
  },
);

test("a supervisor has what concerns the desk", async () => {
  signInAs("supervisor");
  fakeServer({});
  await renderInApp(<Layout />, "/settings/tags");
  const link = await screen.findByRole("link", { name: "Etiquetas" });
  expect(link).toHaveAttribute("aria-current", "page");
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Etiquetas");
});

test("an address below a screen is that screen's, one that merely begins like it is not", () => {
  const owner = { role: "owner", isSuperAdmin: true } as never;
  expect(pageAt("/settings/tags/tag_1", pagesFor(owner))?.id).toBe("tags");
  expect(pageAt("/settings/tagsx", pagesFor(owner))).toBeUndefined();
});
