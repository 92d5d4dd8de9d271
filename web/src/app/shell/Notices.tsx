import { PauseCircle, WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useStore } from "@/lib/store";
import { isOutdated } from "@/lib/version";
import { Banner, Button } from "@/ui";
import { useIsCutOff } from "../useConnection";
import { useIsHeld } from "../useIsHeld";

/** What concerns the whole page: no connection, nothing is sent, a newer version. */
export function Notices() {
  const { t } = useTranslation();
  const isCutOff = useIsCutOff();
  const isHeld = useIsHeld();
  const outdated = useStore(isOutdated);
  return (
    <>
      {isCutOff && (
        <Banner tone="warn" icon={WifiOff}>
          {t("shell.offline")}
        </Banner>
      )}
      {isHeld && (
        <Banner tone="warn" icon={PauseCircle}>
          {t("shell.held")}
        </Banner>
      )}
      {outdated && (
        <Banner
          tone="info"
          action={
            <Button size="sm" onClick={() => location.reload()}>
              {t("action.reload")}
            </Button>
          }
        >
          {t("shell.outdated")}
        </Banner>
      )}
    </>
  );
}
