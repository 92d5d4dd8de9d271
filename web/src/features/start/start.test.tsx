import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { Rail } from "@/app/shell/Rail";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { StartPage } from "./StartPage";

const onboarding = (finished: boolean, ...states: string[]) => ({
  steps: ["profile", "number", "contacts", "template"].map((id, at) => ({ id, state: states[at] })),
  finished,
});

beforeEach(() => signInAs("owner"));

test("each step leads to the page where it is done, and can be skipped", async () => {
  const calls = fakeServer({
    "GET /tenant/onboarding": () => onboarding(false, "done", "open", "skipped", "open"),
    "PATCH /tenant/onboarding": () => onboarding(false, "done", "skipped", "skipped", "open"),
  });
  await renderInApp(<StartPage />);
  await screen.findByText("2 de 4 passos");
  expect(screen.getByRole("link", { name: "Conectar número" })).toHaveAttribute(
    "href",
    "/settings/numbers/new",
  );
  const [profile] = screen.getAllByRole("listitem");
  expect(within(profile as HTMLElement).queryByRole("link")).not.toBeInTheDocument();
  const skip = screen.getByRole("button", { name: "Pular: Conecte um número do WhatsApp" });
  await userEvent.click(skip);
  await screen.findByText("3 de 4 passos");
  expect(calls.at(-1)?.body).toEqual({ skip: "number" });
});

test("when nothing is open it says so", async () => {
  fakeServer({
    "GET /tenant/onboarding": () => onboarding(true, "done", "done", "done", "skipped"),
  });
  await renderInApp(<StartPage />);
  await screen.findByText("Tudo pronto");
  expect(screen.getByRole("button", { name: "Abrir as conversas" })).toBeInTheDocument();
});

test("the rail leads there until it is finished, and only those who manage the company", async () => {
  const open = onboarding(false, "open", "open", "open", "open");
  fakeServer({ "GET /tenant/onboarding": () => open });
  const { unmount } = await renderInApp(<Rail />);
  await screen.findByRole("link", { name: "Começar" });
  unmount();
  fakeServer({ "GET /tenant/onboarding": () => ({ ...open, finished: true }) });
  const finished = await renderInApp(<Rail />);
  await screen.findByRole("link", { name: "Conversas" });
  expect(screen.queryByRole("link", { name: "Começar" })).not.toBeInTheDocument();
  finished.unmount();
  signInAs("agent");
  const calls = fakeServer({});
  await renderInApp(<Rail />);
  await screen.findByRole("link", { name: "Conversas" });
  expect(calls.filter(({ what }) => what.includes("onboarding"))).toEqual([]);
});
