import { useTranslation } from "react-i18next";
import { Button } from "@/ui";

/** The way to the next page of messages. */
export function More({ onMore, isLoading }: { onMore: () => void; isLoading: boolean }) {
  const { t } = useTranslation("search");
  return (
    <div className="p-3 text-center">
      <Button kind="ghost" data-result onClick={() => onMore()} busy={isLoading}>
        {t("more")}
      </Button>
    </div>
  );
}
