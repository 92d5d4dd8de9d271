import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { tellProblem } from "@/app/tellProblem";
import { dismiss, toast, toastOngoing } from "@/app/toasts";
import { forgetJob } from "../../jobs";
import { type Bulk, isOver, placeAfter } from "../../model/bulk";
import { useDeedWords } from "./useDeedWords";

/** Events tell how far it has come; this asks besides, should one not arrive. */
const ASK_MS = 3_000;

/** Follows one work on many conversations in the corner, wherever the person goes, and tells its end with the way there. */
export function BulkJob({ id }: { id: string }) {
  const { t } = useTranslation("bulk");
  const words = useDeedWords();
  const navigate = useNavigate();
  const shown = useRef<number>(undefined);
  const { data: bulk, error } = useQuery({
    queryKey: keys.bulkAction(id),
    queryFn: () => take<Bulk>(api.GET("/api/v1/bulk-actions/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : ASK_MS),
  });

  function tellProgress({ action, done, failed, total, state }: Bulk) {
    const ready = done + failed;
    const what = words(action);
    const told = {
      text: state === "counting" ? t("counting", { what }) : t("progress", { what, ready, total }),
      progress: total > 0 ? ready / total : 0,
      action: { label: t("cancel"), run: cancel },
    };
    shown.current = toastOngoing(told, shown.current);
  }

  function tellEnd(ended: Bulk) {
    const { done, failed, state } = ended;
    const told = { what: words(ended.action), done, failed };
    const show = () => void navigate({ to: "/inbox", search: placeAfter(ended) });
    const key =
      state === "done" ? (failed > 0 ? "resultFailed" : "result") : (state as "cancelled");
    toast(t(key, told), undefined, { label: t("show"), run: show });
    forgetJob(id);
  }

  function cancel() {
    const params = { path: { id } };
    api.POST("/api/v1/bulk-actions/{id}/cancel", { params }).catch(tellProblem);
  }

  const tell = useRef({ tellProgress, tellEnd });
  tell.current = { tellProgress, tellEnd };

  useEffect(() => {
    if (bulk === undefined) return;
    if (isOver(bulk)) tell.current.tellEnd(bulk);
    else tell.current.tellProgress(bulk);
  }, [bulk]);

  // Of somebody else who was signed in here before.
  useEffect(() => {
    if (error !== null && asProblem(error).status === 404) forgetJob(id);
  }, [error, id]);

  useEffect(() => () => void (shown.current !== undefined && dismiss(shown.current)), []);
  return null;
}
