import { expect, test } from "vitest";
import { aMessage } from "../testing/aMessage";
import { isHere } from "./isHere";
import type { Outgoing } from "./outbox";

const template = (value: string) => ({
  name: "remarcar",
  language: { code: "pt_BR" },
  components: [{ type: "body", parameters: [{ type: "text", text: value }] }],
});

function outgoing(body: Outgoing["body"]): Outgoing {
  return { key: "k", conversationId: "cnv_1", body, at: "2026-11-22T10:00:00Z", after: "msg_1" };
}

test("a text is here when a younger one of ours says the same", () => {
  const sent = outgoing({ type: "text", text: { body: "Oi" } });
  const copy = { direction: "outbound", type: "text", content: { body: "Oi" } as never };
  expect(isHere(sent, [aMessage({ ...copy, id: "msg_2" })])).toBe(true);
  expect(isHere(sent, [aMessage({ ...copy, id: "msg_0" })])).toBe(false);
  expect(isHere(sent, [aMessage({ ...copy, id: "msg_2", direction: "inbound" })])).toBe(false);
});

test("a template is here when the same one with the same values is", () => {
  const sent = outgoing({ type: "template", template: template("Ana") });
  const copy = { id: "msg_2", direction: "outbound", type: "template" } as const;
  expect(isHere(sent, [aMessage({ ...copy, content: template("Ana") as never })])).toBe(true);
  expect(isHere(sent, [aMessage({ ...copy, content: template("Bia") as never })])).toBe(false);
});
