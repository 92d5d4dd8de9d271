import { useTranslation } from "react-i18next";
import type { PhoneNumber } from "@/api/types";
import { formatPhone } from "@/lib/format";
import { Field, Select } from "@/ui";
import type { Team } from "../queries";

interface PlaceFieldProps {
  /** Null until one is chosen. */
  value: string | null;
  onValue: (place: string) => void;
  teams: readonly Team[];
  numbers: readonly PhoneNumber[];
  /** The places that have a message; the company's is empty. */
  taken: ReadonlySet<string>;
  /** It stays with the place it was made for. */
  isFixed: boolean;
  error: string | undefined;
}

const UNCHOSEN = "-";

/** Whose customers get the message. */
export function PlaceField({
  value,
  onValue,
  teams,
  numbers,
  taken,
  isFixed,
  error,
}: PlaceFieldProps) {
  const { t } = useTranslation("settingsAway");
  const option = (id: string, name: string) => (
    <option key={id} value={id} disabled={!isFixed && taken.has(id)}>
      {!isFixed && taken.has(id) ? t("hasOne", { name }) : name}
    </option>
  );
  return (
    <Field label={t("place")} hint={t(isFixed ? "placeFixed" : "placeHint")} error={error}>
      {(control) => (
        <Select
          {...control}
          value={value ?? UNCHOSEN}
          disabled={isFixed}
          onChange={(event) => onValue(event.target.value)}
        >
          {value === null && (
            <option value={UNCHOSEN} disabled hidden>
              {t("choosePlace")}
            </option>
          )}
          {option("", t("company"))}
          {numbers.length > 0 && (
            <optgroup label={t("numbers")}>
              {numbers.map((number) => option(number.id, numberName(number)))}
            </optgroup>
          )}
          {teams.length > 0 && (
            <optgroup label={t("teams")}>
              {teams.map((team) => option(team.id, team.name))}
            </optgroup>
          )}
        </Select>
      )}
    </Field>
  );
}

/** What people call a number. */
export function numberName({ name, displayPhoneNumber }: PhoneNumber) {
  const phone = formatPhone(displayPhoneNumber);
  return name ? `${name} · ${phone}` : phone;
}
