import type { Message } from "@/api/types";
import { list, part, text } from "./content";
import type { Outgoing } from "./outbox";

/** Whether the server's own copy is on screen already, told by its event before the answer came. */
export function isHere({ after, body }: Outgoing, messages: readonly Message[]): boolean {
  const said = saidBy(body.type, part(body, body.type));
  return messages.some(
    (message) =>
      message.id > after &&
      message.direction === "outbound" &&
      message.type === body.type &&
      saidBy(message.type, message.content) === said,
  );
}

/** What tells one message from another: its words, or the template with what was filled in. */
function saidBy(type: string, content: unknown): string {
  if (type !== "template") return text(content, "body");
  const values = list(content, "components").flatMap((component) =>
    list(component, "parameters").map((parameter) => {
      const kind = text(parameter, "type");
      return text(parameter, kind) || text(part(parameter, kind), "link");
    }),
  );
  return [text(content, "name"), text(part(content, "language"), "code"), ...values].join("\n");
}
