import { Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { NotFound } from "@/app/NotFound";
import { useSession } from "@/app/useSession";
import { pageAt, pagesFor } from "./pages";
import { ActionPlace } from "./parts/ActionPlace";
import { NavSheet } from "./parts/NavSheet";
import { SettingsNav } from "./parts/SettingsNav";

/** The frame of all settings: which screens there are, the name of the open one, the place of its first action. */
export function Layout() {
  const { t } = useTranslation("settings");
  const path = useLocation({ select: ({ pathname }) => pathname });
  const { user } = useSession();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const pages = pagesFor(user);
  const [first] = pages;
  if (path === "/settings" && first) return <Navigate to={first.to} replace />;
  const current = pageAt(path, pages);
  if (!current) return <NotFound />;

  const title = t(`page.${current.id}`);
  return (
    <div className="grid h-full grid-cols-1 grid-rows-[56px_minmax(0,1fr)] xl:grid-cols-[216px_minmax(0,1fr)]">
      <header className="col-span-full flex items-center gap-3 border-b border-line bg-surface px-6 max-xl:pl-4 max-md:px-2">
        <NavSheet pages={pages} />
        <h1 className="min-w-0 flex-1 truncate text-md font-semibold">{title}</h1>
        <div ref={setPlace} className="flex gap-2" />
      </header>
      <div className="overflow-auto border-r border-line bg-surface px-2 py-4 max-xl:hidden">
        <SettingsNav pages={pages} />
      </div>
      <section
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="relative scroll-pb-24 overflow-auto p-6 max-md:p-3"
      >
        <div className="mx-auto flex max-w-280 flex-col gap-4">
          <ActionPlace value={place}>
            {/* A page whose texts are still on their way leaves the name and the list where they are. */}
            <Suspense>
              <Outlet />
            </Suspense>
          </ActionPlace>
        </div>
      </section>
    </div>
  );
}
