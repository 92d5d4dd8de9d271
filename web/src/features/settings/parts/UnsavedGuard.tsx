import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button, Dialog } from "@/ui";

/** Asks before what was typed is lost by leaving the screen or the page. */
export function UnsavedGuard({ when }: { when: boolean }) {
  const { t } = useTranslation("settings");
  const leaving = useBlocker({
    shouldBlockFn: () => when,
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  const isAsking = leaving.status === "blocked";
  return (
    <Dialog
      open={isAsking}
      onOpenChange={() => leaving.reset?.()}
      title={t("unsaved.title")}
      description={t("unsaved.body")}
      footer={
        <>
          <Button onClick={() => leaving.reset?.()}>{t("unsaved.stay")}</Button>
          <Button kind="danger" onClick={() => leaving.proceed?.()}>
            {t("unsaved.leave")}
          </Button>
        </>
      }
    />
  );
}
