import { useQuery } from "@tanstack/react-query";
import { onboardingQuery } from "@/features/start/queries";
import { may } from "./access";
import { type Section, sectionsFor } from "./sections";
import { useSession } from "./useSession";

/** The sections that this person sees now: the first steps go once they are done. */
export function useSections(): readonly Section[] {
  const { user } = useSession();
  const { data } = useQuery({ ...onboardingQuery, enabled: may(user, "tenant:manage") });
  const isStarting = data !== undefined && !data.finished;
  return sectionsFor(user).filter(({ to }) => to !== "/start" || isStarting);
}
