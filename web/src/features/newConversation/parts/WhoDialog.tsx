import { useTranslation } from "react-i18next";
import type { PhoneNumber } from "@/api/types";
import { numberName } from "@/features/inbox/people";
import { Banner, Button, Dialog, Field, Select } from "@/ui";
import type { Person } from "../model/person";
import { ChosenPerson } from "./ChosenPerson";
import { PersonSearch } from "./PersonSearch";

interface WhoDialogProps {
  person: Person | null;
  /** The contact is given and cannot be exchanged. */
  isFixed: boolean;
  numbers: readonly PhoneNumber[];
  numberId: string | undefined;
  onPerson: (person: Person | null) => void;
  onNumber: (id: string) => void;
  onNext: () => void;
  onClose: () => void;
}

/** The first step: to whom and from which number. */
export function WhoDialog(props: WhoDialogProps) {
  const { person, isFixed, numbers, numberId, onPerson, onNumber, onNext, onClose } = props;
  const { t } = useTranslation("templates");
  const obstacle =
    numbers.length === 0 ? t("start.noNumber") : person === null ? t("start.choose") : null;

  /** With one number there is nothing left to ask. */
  function take(next: Person) {
    onPerson(next);
    if (numbers.length === 1) onNext();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("start.title")}
      closeLabel={t("close")}
      className="max-w-140 max-md:h-full"
      footer={
        <>
          {obstacle !== null && (
            <span
              id="start-obstacle"
              role="status"
              className="mr-auto text-xs text-fg-3 max-md:w-full"
            >
              {obstacle}
            </span>
          )}
          <Button onClick={onClose} className="max-md:flex-1">
            {t("cancel")}
          </Button>
          <Button
            kind="primary"
            className="max-md:flex-1"
            disabled={obstacle !== null}
            aria-describedby={obstacle === null ? undefined : "start-obstacle"}
            onClick={onNext}
          >
            {t("start.next")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {numbers.length === 0 && (
          <Banner tone="warn" className="rounded border">
            {t("start.noNumberText")}
          </Banner>
        )}
        {person === null ? (
          <PersonSearch onPerson={take} />
        ) : (
          <ChosenPerson person={person} onChange={isFixed ? undefined : () => onPerson(null)} />
        )}
        {numbers.length > 1 && (
          <Field label={t("start.from")} hint={t("start.fromHint")}>
            {(control) => (
              <Select
                {...control}
                value={numberId ?? ""}
                onChange={(event) => onNumber(event.target.value)}
              >
                {numbers.map((number) => (
                  <option key={number.id} value={number.id}>
                    {numberName(number)}
                    {number.name ? ` · ${number.displayPhoneNumber}` : ""}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
      </div>
    </Dialog>
  );
}
