import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { numbersQuery } from "../queries";
import { CheckCard } from "./CheckCard";
import { HealthCard } from "./HealthCard";
import { NumberProof } from "./NumberProof";
import { TestCard } from "./TestCard";

/** One number: whether it works, and a message to try it. */
export function OpenNumber() {
  const { t } = useTranslation("settingsNumbers");
  const { numberId } = useParams({ strict: false }) as { numberId: string };
  const numbers = useQuery(numbersQuery);
  const number = numbers.data?.data.find(({ id }) => id === numberId);
  if (!numbers.data) return null;
  if (!number) return <p className="text-fg-2">{t("unknown")}</p>;
  return (
    <>
      <NumberProof number={number} />
      <div className="grid grid-cols-[minmax(0,1fr)_320px] gap-4 max-xl:grid-cols-1">
        <CheckCard key={number.id} number={number} />
        <TestCard key={`test ${number.id}`} number={number} />
      </div>
      <HealthCard key={`health ${number.id}`} number={number} />
    </>
  );
}
