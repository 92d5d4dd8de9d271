import { useLocation } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { tellProblem } from "@/app/tellProblem";
import { toast } from "@/app/toasts";
import type { useThreadPages } from "../../queries";

type Pages = Pick<
  ReturnType<typeof useThreadPages>,
  "isSuccess" | "isFetching" | "hasNextPage" | "fetchNextPage" | "isFetchNextPageError" | "error"
>;

const MESSAGE = /^msg_/;

/**
 * Brings messages of the thread into sight: the one that the address names (`#msg_…`) and the ones that are asked for. What
 * is not loaded yet is waited for, page by page.
 */
export function useJump(pages: Pages, isLoaded: (id: string) => boolean) {
  const { t } = useTranslation("thread");
  const named = useLocation({ select: ({ hash }) => hash });
  const visit = useLocation({ select: ({ state }) => state.__TSR_key });
  const [wanted, setWanted] = useState<string | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the same message chosen once more is shown once more
  useEffect(() => {
    if (MESSAGE.test(named)) setWanted(named);
  }, [named, visit]);

  const isThere = wanted !== null && isLoaded(wanted);
  const { isSuccess, isFetching, hasNextPage, fetchNextPage, isFetchNextPageError, error } = pages;
  useEffect(() => {
    if (wanted === null || !isSuccess) return;
    if (isThere) {
      show(wanted);
      setWanted(null);
    } else if (isFetching) return;
    else if (isFetchNextPageError) {
      tellProblem(error);
      setWanted(null);
    } else if (hasNextPage) void fetchNextPage({ cancelRefetch: false });
    else {
      toast(t("quote.gone"));
      setWanted(null);
    }
  }, [
    wanted,
    isThere,
    isSuccess,
    isFetching,
    hasNextPage,
    isFetchNextPageError,
    error,
    fetchNextPage,
    t,
  ]);

  return useCallback((id: string) => setWanted(id), []);
}

function show(id: string) {
  const bubble = document.getElementById(id);
  bubble?.scrollIntoView({ block: "center" });
  bubble?.animate(
    [{ outline: "3px solid var(--color-ring)" }, { outline: "3px solid transparent" }],
    1200,
  );
}
