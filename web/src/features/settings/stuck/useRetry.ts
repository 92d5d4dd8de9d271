import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import { tellProblem } from "@/app/tellProblem";
import { QUARANTINE, type QuarantineEntry, useTried } from "./queries";

/** Has an entry tried again and follows it. What was projected stays in sight until the list is left. */
export function useRetry(entry: QuarantineEntry) {
  const client = useQueryClient();
  const [followed, setFollowed] = useState<string | null>(null);
  const tried = useTried(followed).data;
  function follow() {
    client.removeQueries({ queryKey: ["quarantine", "tried", entry.id] });
    setFollowed(entry.id);
  }

  const retry = useMutation({
    mutationFn: () =>
      take(api.POST("/api/v1/quarantine/{id}/retry", { params: { path: { id: entry.id } } })),
    onSuccess: follow,
    // Somebody else was faster, or its number was registered meanwhile: what became of it is told all the same.
    onError: (error) => (asProblem(error).status === 404 ? follow() : tellProblem(error)),
  });
  const isBack = tried?.state === "waiting";
  useEffect(() => {
    if (!isBack) return;
    setFollowed(null);
    void client.invalidateQueries({ queryKey: QUARANTINE });
  }, [isBack, client]);
  return {
    retry: () => retry.mutate(),
    isTrying: retry.isPending || (followed !== null && tried?.state !== "projected"),
    /** It was projected: what it became, where that has a name. */
    became: tried?.state === "projected" ? { ref: tried.ref ?? null } : null,
  };
}
