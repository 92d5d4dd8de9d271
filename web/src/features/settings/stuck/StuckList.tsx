import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui";

interface StuckListProps {
  title: string;
  text: string;
  children: ReactNode;
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** Things of one kind that wait for somebody. */
export function StuckList({ title, text, children, more }: StuckListProps) {
  const { t } = useTranslation("settingsStuck");
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-surface">
      <header className="px-4 py-3">
        <h2 className="font-semibold">{title}</h2>
        <p className="text-sm text-fg-2">{text}</p>
      </header>
      <ul className="divide-y divide-line border-t border-line">{children}</ul>
      {more.hasNextPage && (
        <div className="flex justify-center border-t border-line p-3">
          <Button busy={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
    </section>
  );
}
