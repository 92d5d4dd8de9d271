import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import type { PhoneNumber } from "@/api/types";
import { tellProblem } from "@/app/tellProblem";
import { toast } from "@/app/toasts";
import { numbersQuery } from "../queries";

type Wanted = "active" | "inactive";

/** Stops a number from sending or lets it go on, at once, with a way back. */
export function usePause() {
  const { t } = useTranslation("settingsNumbers");
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: ({ id, status }: { id: string; status: Wanted }) =>
      take(api.PATCH("/api/v1/numbers/{id}", { params: { path: { id } }, body: { status } })),
    onSuccess: () => client.invalidateQueries({ queryKey: numbersQuery.queryKey }),
    onError: tellProblem,
  });

  return function set(number: PhoneNumber, status: Wanted) {
    const name = number.name ?? number.displayPhoneNumber;
    const before = number.status === "active" ? "active" : "inactive";
    change.mutate(
      { id: number.id, status },
      {
        onSuccess: () =>
          toast(t(status === "active" ? "resumed" : "paused", { name }), () =>
            change.mutate({ id: number.id, status: before }),
          ),
      },
    );
  };
}
