import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { stepUp } from "@/api/stepUp";
import { alertSettings } from "@/features/alerts/settings";
import { Commands } from "@/features/commands/Commands";
import { jobs } from "@/features/inbox/jobs";
import { useStore } from "@/lib/store";
import { useSession } from "../useSession";
import { Notices } from "./Notices";
import { Rail } from "./Rail";
import { SectionKeys } from "./SectionKeys";
import { TabBar } from "./TabBar";

const Alerts = lazy(() => import("@/features/alerts/Alerts"));
const BulkJobs = lazy(() => import("@/features/inbox/parts/bulk/BulkJobs"));
const FactorPage = lazy(() => import("@/features/session/factor/FactorPage"));
const StepUpDialog = lazy(() => import("@/features/session/factor/StepUpDialog"));
const SuspendedPage = lazy(() => import("@/features/session/SuspendedPage"));
const SignInAgain = lazy(() =>
  import("@/features/session/SignInAgain").then((file) => ({ default: file.SignInAgain })),
);

/** The frame around every section: rail (a tab bar on phones), notices, and the question for the password when a session ends. */
export function Shell() {
  const { t } = useTranslation();
  const { phase, isSuspended, lacksFactor } = useSession();
  const isDoubted = useStore(stepUp);
  const { desktop, sound } = useStore(alertSettings);
  const wanted = desktop || sound;
  const works = useStore(jobs).length > 0;
  if (isSuspended || lacksFactor) {
    return (
      <Suspense>
        {isSuspended ? <SuspendedPage /> : <FactorPage />}
        {isDoubted && <StepUpDialog />}
      </Suspense>
    );
  }
  return (
    <>
      <a
        href="#main"
        className="fixed -top-12 left-2 z-50 rounded bg-inverse px-3 py-2 text-inverse-fg focus:top-2"
      >
        {t("shell.skip")}
      </a>
      <div className="flex h-full max-md:flex-col-reverse">
        <Rail />
        <TabBar />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <Notices />
          <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
            {/* A section that is still on its way leaves the frame where it is. */}
            <Suspense>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      <Commands />
      <SectionKeys />
      <Suspense>{wanted && <Alerts />}</Suspense>
      <Suspense>{works && <BulkJobs />}</Suspense>
      <Suspense>{isDoubted && <StepUpDialog />}</Suspense>
      <Suspense>{phase === "expired" && <SignInAgain />}</Suspense>
    </>
  );
}
