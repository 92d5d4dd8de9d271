import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { api, take } from "@/api/client";
import { session } from "@/api/session";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer, refusal } from "@/testing/server";
import SuspendedPage from "./SuspendedPage";

test("the first refusal tells the whole page, and a renewed token does not forget it", async () => {
  signInAs("agent");
  fakeServer({ "GET /teams": () => refusal(403, "tenant-suspended", "Suspensa") });
  await expect(take(api.GET("/api/v1/teams"))).rejects.toThrow();
  expect(session.get().isSuspended).toBe(true);
  signInAs("agent");
  expect(session.get().isSuspended).toBe(true);
  session.end();
  signInAs("agent");
  expect(session.get().isSuspended).toBe(false);
});

test("members are told whom to ask; a super-admin lets the company work again", async () => {
  signInAs("agent");
  session.suspend(true);
  const calls = fakeServer({ "PATCH /tenants/ten_shop": () => ({ status: "active" }) });
  const { unmount } = await renderInApp(<SuspendedPage />);
  await screen.findByText(/Fale com o proprietário/);
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Loja está suspensa");
  expect(screen.queryByRole("button", { name: "Reativar empresa" })).not.toBeInTheDocument();
  unmount();
  signInAs("owner", { isSuperAdmin: true });
  await renderInApp(<SuspendedPage />);
  await userEvent.click(await screen.findByRole("button", { name: "Reativar empresa" }));
  await waitFor(() => expect(session.get().isSuspended).toBe(false));
  expect(calls.at(-1)?.body).toEqual({ status: "active" });
});
