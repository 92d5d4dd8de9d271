import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Sheet } from "@/ui";
import { conversationQuery } from "../../queries";
import { ContactPanel } from "./ContactPanel";

interface PanelPlaceProps {
  conversationId: string;
  /** Over the page, where there is no room beside it. */
  asSheet: boolean;
  onClose: () => void;
}

/** Where the contact panel stands. The thread tells of what cannot be loaded. */
export default function PanelPlace({ conversationId, asSheet, onClose }: PanelPlaceProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { data, isError } = useQuery(conversationQuery(conversationId));
  if (data === undefined || isError) return null;
  const panel = <ContactPanel key={data.contact.id} conversation={data} />;
  if (asSheet) {
    return (
      <Sheet
        open
        onOpenChange={(open) => !open && onClose()}
        title={t("thread:panel.title")}
        closeLabel={t("close")}
      >
        {panel}
      </Sheet>
    );
  }
  return (
    <aside
      aria-label={t("thread:panel.title")}
      className="flex min-h-0 flex-col border-l border-line bg-surface"
    >
      {panel}
    </aside>
  );
}
