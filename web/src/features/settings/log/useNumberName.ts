import { useQuery } from "@tanstack/react-query";
import { formatPhone } from "@/lib/format";
import { numbersQuery } from "../queries";

/** How a number of the company is called; its id when it is none any more. */
export function useNumberName() {
  const { data } = useQuery(numbersQuery);
  return (id: string | null | undefined): string | undefined => {
    const found = data?.data.find((number) => number.id === id);
    return found ? (found.name ?? formatPhone(found.displayPhoneNumber)) : (id ?? undefined);
  };
}
