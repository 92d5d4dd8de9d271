import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer, refusal } from "@/testing/server";
import { ReplyForm } from "./ReplyForm";

const reply = (id: string, shortcut: string, body: string) => ({
  id,
  shortcut,
  body,
  createdAt: "",
});
const page = (data: unknown[]) => () => ({ data, nextCursor: null });
const REPLIES = page([
  reply("qrp_oi", "oi", "Oi, {{contact.firstName}}!"),
  reply("qrp_nota", "nota", "A nota foi para {{contact.email}}."),
]);
const RENDERED = {
  "POST /quick-replies/qrp_oi/render": () => ({ text: "Oi, Júlia!", missing: [] }),
  "POST /quick-replies/qrp_nota/render": () => ({
    text: "A nota foi para {{contact.email}}.",
    missing: ["contact.email"],
  }),
};

beforeEach(() => {
  localStorage.clear();
  signInAs("supervisor");
});

async function write() {
  const onSend = vi.fn();
  await renderInApp(
    <ReplyForm
      conversationId="cnv_1"
      replying={null}
      onReplying={() => undefined}
      find={() => undefined}
      onSend={onSend}
      onTemplate={() => undefined}
    />,
  );
  return { onSend, field: await screen.findByLabelText<HTMLTextAreaElement>("Resposta") };
}

test("a reply is found by its text, filled in for the conversation, and sent as it stands", async () => {
  const calls = fakeServer({ "GET /quick-replies": REPLIES, ...RENDERED });
  const { onSend, field } = await write();
  await userEvent.type(field, "Bom dia. /");
  expect(await screen.findAllByRole("option")).toHaveLength(2);
  await userEvent.keyboard("{ArrowDown}{ArrowUp}");
  expect(field).toHaveAttribute("aria-activedescendant", screen.getAllByRole("option")[0]?.id);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(field).toHaveValue("Bom dia. Oi, Júlia!"));
  expect(onSend).not.toHaveBeenCalled();
  expect(calls.find(({ what }) => what.endsWith("/render"))?.body).toEqual({
    conversationId: "cnv_1",
  });
  await userEvent.type(field, "{Enter}");
  expect(onSend.mock.calls[0]?.[0].text).toBe("Bom dia. Oi, Júlia!");
});

test("what is missing is named, and the text is not sent until it is filled in", async () => {
  fakeServer({ "GET /quick-replies": REPLIES, ...RENDERED });
  const { onSend, field } = await write();
  await userEvent.type(field, "/not");
  expect(await screen.findByText("falta: E-mail do contato")).toBeInTheDocument();
  await userEvent.keyboard("{Tab}");
  expect(await screen.findByRole("alert")).toHaveTextContent(/Falta preencher: E-mail do contato/);
  await userEvent.click(screen.getByRole("button", { name: "Enviar" }));
  expect(onSend).not.toHaveBeenCalled();
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("{{contact.email}}");
  await userEvent.keyboard("julia@exemplo.com");
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  await userEvent.keyboard("{Enter}");
  expect(onSend.mock.calls[0]?.[0].text).toBe("A nota foi para julia@exemplo.com.");
});

test("the button opens the same list, Escape closes it, and a click takes a reply", async () => {
  fakeServer({ "GET /quick-replies": REPLIES, ...RENDERED });
  const { field } = await write();
  await userEvent.click(screen.getByRole("button", { name: "Respostas rápidas" }));
  await screen.findByRole("listbox", { name: "Respostas rápidas" });
  await waitFor(() => expect(field).toHaveFocus());
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("listbox")).toBeNull();
  await userEvent.clear(field);
  await userEvent.type(field, "/o");
  await userEvent.click(await screen.findByRole("option", { name: /\/oi/ }));
  await waitFor(() => expect(field).toHaveValue("Oi, Júlia!"));
});

test("without any reply it says where they are made", async () => {
  fakeServer({ "GET /quick-replies": page([]) });
  const { field } = await write();
  await userEvent.type(field, "/");
  expect(await screen.findByRole("link", { name: "Criar respostas rápidas" })).toHaveAttribute(
    "href",
    "/settings/replies",
  );
});

test("when the replies cannot be loaded that is said, and what is typed is still sent", async () => {
  fakeServer({ "GET /quick-replies": () => refusal(403, "forbidden", "não pode") });
  const { onSend, field } = await write();
  await userEvent.type(field, "10/12 /un");
  expect(await screen.findByRole("alert")).toBeInTheDocument();
  await userEvent.type(field, "{Enter}");
  expect(onSend).toHaveBeenCalledOnce();
});
