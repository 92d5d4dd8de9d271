import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { api } from "@/api/client";
import type { Conversation } from "@/api/types";
import { isLooking } from "@/lib/looking";
import { keepConversation } from "../../cache";

function subscribe(listener: () => void) {
  const events = ["visibilitychange", "focus", "blur"];
  for (const event of events) addEventListener(event, listener, true);
  return () => {
    for (const event of events) removeEventListener(event, listener, true);
  };
}

/** Whether somebody looks at the page. */
export function useIsLooking(): boolean {
  return useSyncExternalStore(subscribe, isLooking);
}

/**
 * Marks the open conversation read while somebody looks at it. Answers how many messages were unread when it was opened, or
 * came while nobody looked: that is where the marker stands.
 */
export function useReading(conversation: Conversation, isLoaded: boolean): number {
  const client = useQueryClient();
  const looking = useIsLooking();
  const [marked, setMarked] = useState(conversation.unreadCount);
  const wasLooking = useRef(false);
  const { id, unreadCount } = conversation;

  useEffect(() => {
    if (!looking) {
      wasLooking.current = false;
      return;
    }
    if (!isLoaded || unreadCount === 0) {
      wasLooking.current = isLoaded;
      return;
    }
    if (!wasLooking.current) setMarked(unreadCount);
    wasLooking.current = true;
    keepConversation(client, { ...conversation, unreadCount: 0 });
    // Not taken: the next message, or the next look, says it again.
    api
      .POST("/api/v1/conversations/{id}/read", { params: { path: { id } } })
      .catch(() => undefined);
  }, [looking, isLoaded, unreadCount, id, client, conversation]);

  return marked;
}
