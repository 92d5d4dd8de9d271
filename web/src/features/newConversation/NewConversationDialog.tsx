import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Contact } from "@/api/types";
import { useDirectory } from "@/features/inbox/people";
import TemplatePicker from "@/features/templates/parts/TemplatePicker";
import { type Person, recipientOf } from "./model/person";
import { WhoDialog } from "./parts/WhoDialog";
import { useStart } from "./useStart";

interface NewConversationDialogProps {
  /** Known already; left out: it is asked. */
  contact?: Contact;
  onClose: () => void;
}

/** To whom, from which number, with which template; then the conversation is open. */
export default function NewConversationDialog({ contact, onClose }: NewConversationDialogProps) {
  const navigate = useNavigate();
  const numbers = useDirectory().numbers.filter(({ status }) => status === "active");
  const [person, setPerson] = useState<Person | null>(contact ? { contact } : null);
  const [numberId, setNumberId] = useState<string>();
  const [isSettled, setSettled] = useState(false);
  const start = useStart((conversationId) => {
    onClose();
    void navigate({ to: "/inbox/$conversationId", params: { conversationId }, search: {} });
  });
  const chosenNumber = numberId ?? numbers[0]?.id;

  // With one number and a known contact there is nothing to ask.
  if (person === null || (!isSettled && !(contact !== undefined && numbers.length === 1))) {
    return (
      <WhoDialog
        person={person}
        isFixed={contact !== undefined}
        numbers={numbers}
        numberId={chosenNumber}
        onPerson={setPerson}
        onNumber={setNumberId}
        onNext={() => setSettled(true)}
        onClose={onClose}
      />
    );
  }
  return (
    <TemplatePicker
      recipient={recipientOf(person)}
      numberId={chosenNumber}
      busy={start.isPending}
      error={start.error}
      onSend={(template) => start.mutate({ person, numberId: chosenNumber, template })}
      onClose={onClose}
    />
  );
}
