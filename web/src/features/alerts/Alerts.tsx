import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useRealtime } from "@/app/RealtimeProvider";
import { useSession } from "@/app/useSession";
import { previewOf } from "@/features/inbox/model/preview";
import { contactName } from "@/features/inbox/people";
import { isLooking } from "@/lib/looking";
import type { NumberedEvent } from "@/realtime/events";
import { takeMessage } from "./claim";
import { mayNotify } from "./permission";
import { alertSettings } from "./settings";
import { playTone } from "./tone";
import { type News, worthTelling } from "./worth";

/** A page that nobody looks at leaves the one that is in use time to take the message. */
const AFTER_YOU_MS = 250;

/** Tells of customers' messages by the desktop and by a tone, as the person chose in her profile. */
export default function Alerts() {
  const { t } = useTranslation("inbox");
  const realtime = useRealtime();
  const navigate = useNavigate();
  const { user } = useSession();
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };

  const hear = useEffectEvent((event: NumberedEvent) => {
    const looking = isLooking();
    const news = worthTelling(event, user?.id, Date.now());
    if (news === null) return;
    const { id } = news.message;
    if (looking && news.conversation.id === conversationId) return void takeMessage(id);
    setTimeout(() => takeMessage(id) && tell(news), looking ? 0 : AFTER_YOU_MS);
  });

  function tell({ message, conversation }: News) {
    const { desktop, sound } = alertSettings.get();
    if (sound) playTone();
    if (!desktop || !mayNotify()) return;
    const { words, kind } = previewOf(message);
    const notification = new Notification(contactName(conversation.contact), {
      body: words || t(kind),
      tag: conversation.id,
      icon: "/favicon.svg",
    });
    notification.onclick = () => {
      window.focus();
      notification.close();
      void navigate({
        to: "/inbox/$conversationId",
        params: { conversationId: conversation.id },
      });
    };
  }

  useEffect(() => realtime?.onEvent((event) => hear(event)), [realtime]);
  return null;
}
