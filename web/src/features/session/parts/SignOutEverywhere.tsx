import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tellProblem } from "@/app/tellProblem";
import { Button, Dialog } from "@/ui";
import { signOut } from "../actions";

/** Ends every session. It cannot be undone, so it asks. */
export function SignOutEverywhere() {
  const { t } = useTranslation(["session", "common"]);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        {t("profile.everywhere")}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t("profile.everywhereTitle")}
        closeLabel={t("common:action.close")}
        description={t("profile.everywhereBody")}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t("common:action.cancel")}</Button>
            <Button kind="danger" onClick={() => void signOut(true).catch(tellProblem)}>
              {t("profile.everywhere")}
            </Button>
          </>
        }
      />
    </>
  );
}
