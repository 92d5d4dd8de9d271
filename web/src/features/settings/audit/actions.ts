// i18n-uses settingsAudit:did.*
/** What the audit log writes down, by area, each with its sentence in the texts. */
export const ACTIONS = [
  "login.succeeded",
  "login.failed",
  "logout.everywhere",
  "session.revoked",
  "session.reused",
  "user.created",
  "user.invited",
  "user.role_changed",
  "user.removed",
  "user.password_set",
  "user.password_changed",
  "user.reset_requested",
  "user.profile_changed",
  "user.availability_changed",
  "team.created",
  "team.changed",
  "team.deleted",
  "key.created",
  "key.revoked",
  "key.leaked",
  "number.created",
  "number.changed",
  "number.checked",
  "number.suspended",
  "number.refused",
  "app.created",
  "app.changed",
  "tag.created",
  "tag.changed",
  "tag.deleted",
  "quick_reply.created",
  "quick_reply.changed",
  "quick_reply.deleted",
  "away_message.created",
  "away_message.changed",
  "away_message.deleted",
  "view.created",
  "view.changed",
  "view.deleted",
  "contact.created",
  "contact.changed",
  "contact.tagged",
  "contact.merged",
  "contact.exported",
  "contact.erased",
  "conversation.assigned",
  "conversation.transferred",
  "conversation.status_changed",
  "conversation.prioritized",
  "conversation.tagged",
  "conversation.untagged",
  "conversation.read",
  "conversation.unread",
  "note.created",
  "note.changed",
  "note.deleted",
  "message.queued",
  "message.resent",
  "message.cancelled",
  "message.dismissed",
  "bulk.started",
  "bulk.cancelled",
  "job.retried",
  "quarantine.retried",
  "inbound.replayed",
  "tenant.created",
  "tenant.changed",
  "tenant.status_changed",
] as const;

export type Action = (typeof ACTIONS)[number];

/** Whether there is a sentence for it: a newer server may do more than this page knows. */
export function isKnownAction(action: string): action is Action {
  return (ACTIONS as readonly string[]).includes(action);
}

/** The key of its sentence. */
export function didKey(action: Action) {
  return `did.${action.replace(".", "_") as "tag_created"}` as const;
}
