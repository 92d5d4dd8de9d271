import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer } from "@/testing/server";
import { ReplyDialog } from "./ReplyDialog";

beforeEach(() => signInAs("supervisor"));

const teams = () => ({
  data: [{ id: "tem_1", name: "Recepção", members: [], isDefault: true, createdAt: "" }],
  nextCursor: null,
});

test("a chip writes its variable where the cursor is, and the preview fills it in", async () => {
  const calls = fakeServer({ "GET /teams": teams, "POST /quick-replies": () => ({}) });
  await renderInApp(<ReplyDialog onClose={() => undefined} />);
  await userEvent.type(await screen.findByLabelText("Atalho"), "/oi");
  const body = screen.getByLabelText<HTMLTextAreaElement>("Texto");
  await userEvent.type(body, "Oi, !");
  body.setSelectionRange(4, 4);
  await userEvent.click(screen.getByRole("button", { name: "Primeiro nome do contato" }));
  expect(body).toHaveValue("Oi, {{contact.firstName}}!");
  expect(screen.getByRole("region", { name: "Prévia" })).toHaveTextContent("Oi, Júlia!");
  await userEvent.selectOptions(await screen.findByLabelText("Para quem"), "Recepção");
  await userEvent.click(screen.getByRole("button", { name: "Criar resposta" }));
  await waitFor(() =>
    expect(calls.find(({ what }) => what === "POST /quick-replies")?.body).toEqual({
      shortcut: "oi",
      body: "Oi, {{contact.firstName}}!",
      teamId: "tem_1",
    }),
  );
});

test("a variable that does not exist is named before the server is asked", async () => {
  fakeServer({ "GET /teams": teams });
  await renderInApp(<ReplyDialog onClose={() => undefined} />);
  const body = await screen.findByLabelText("Texto");
  await userEvent.click(body);
  await userEvent.paste("Oi {{nome}}");
  expect(body).toBeInvalid();
  expect(body).toHaveAccessibleDescription(/Não existe esta variável: nome/);
});
