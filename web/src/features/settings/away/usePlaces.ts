import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { numbersQuery, teamsQuery } from "../queries";
import { numberName } from "./PlaceField";
import type { AwayMessage } from "./queries";

/** The teams and numbers that a message can be for, and what to call a message's. */
export function usePlaces() {
  const { t } = useTranslation("settingsAway");
  const teams = useQuery(teamsQuery).data?.data ?? [];
  const numbers = useQuery(numbersQuery).data?.data ?? [];
  const nameOf = ({ numberId, teamId }: AwayMessage) => {
    const number = numbers.find(({ id }) => id === numberId);
    if (numberId) return number ? numberName(number) : numberId;
    return teamId ? (teams.find(({ id }) => id === teamId)?.name ?? teamId) : t("company");
  };
  return { teams, numbers, nameOf };
}
