import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { api, take } from "@/api/client";
import type { components } from "@/api/schema.gen";
import type { Message } from "@/api/types";
import { newId } from "@/features/inbox/model/drafts";
import type { Person } from "./model/person";

interface Beginning {
  person: Person;
  numberId: string | undefined;
  template: Record<string, unknown>;
}

/** Sends the first message. The same one tried again is sent once; another one has a key of its own. */
export function useStart(onStarted: (conversationId: string) => void) {
  const last = useRef({ said: "", key: "" });
  return useMutation({
    mutationFn: ({ person, numberId, template }: Beginning) => {
      const body: components["schemas"]["SendMessage"] = {
        type: "template",
        template,
        ...(numberId !== undefined && { numberId }),
        ...("contact" in person ? { contactId: person.contact.id } : { to: person.phone }),
      };
      const said = JSON.stringify(body);
      if (said !== last.current.said) last.current = { said, key: newId() };
      return take<Message>(
        api.POST("/api/v1/messages/send", {
          params: { header: { "Idempotency-Key": last.current.key } },
          body,
        }),
      );
    },
    onSuccess: ({ conversationId }) => onStarted(conversationId),
  });
}
