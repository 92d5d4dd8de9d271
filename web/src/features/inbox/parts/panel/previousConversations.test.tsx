import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Conversation } from "@/api/types";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import PreviousConversations from "./PreviousConversations";

const open = {
  id: "cnv_now",
  contact: { id: "con_ana", name: "Ana" },
  numberId: "num_1",
  status: "open",
  assigneeId: null,
  lastActivityAt: "2026-11-22T10:00:00.000Z",
} as unknown as Conversation;
const older = { ...open, id: "cnv_before", status: "closed" } as Conversation;

async function show(data: Conversation[]) {
  signInAs("agent");
  const none = () => ({ data: [], nextCursor: null });
  const calls = fakeServer({
    "GET /conversations": () => ({ data, nextCursor: null }),
    "GET /users": none,
    "GET /teams": none,
    "GET /numbers": none,
  });
  await renderInApp(<PreviousConversations conversation={open} />);
  await waitFor(() => expect(calls.some(({ what }) => what === "GET /conversations")).toBe(true));
  return calls;
}

test("the other conversations with the contact lead into themselves", async () => {
  const calls = await show([open, older]);
  const link = await screen.findByRole("link", { name: /Encerrada/ });
  expect(link).toHaveAttribute("href", "/inbox/cnv_before");
  expect(screen.getAllByRole("link")).toHaveLength(1);
  expect(calls.find(({ what }) => what === "GET /conversations")?.query.contact).toBe("con_ana");
});

test("a first conversation has nothing before it", async () => {
  await show([open]);
  expect(screen.queryByText("Conversas anteriores")).toBeNull();
});
