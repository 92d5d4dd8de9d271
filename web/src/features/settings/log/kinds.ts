// i18n-uses settingsLog:field.*
// i18n-uses settingsLog:operation.*
// i18n-uses settingsLog:reason.*
/** Fields of Meta's that have a name in the texts. */
export const FIELDS = [
  "messages",
  "message_echoes",
  "smb_message_echoes",
  "history",
  "smb_app_state_sync",
  "message_template_status_update",
  "message_template_quality_update",
  "template_category_update",
  "phone_number_quality_update",
  "phone_number_name_update",
  "account_update",
  "account_alerts",
  "account_review_update",
  "business_capability_update",
  "security",
  "flows",
  "user_preferences",
] as const;

/** Calls to Meta that have a name in the texts. */
export const OPERATIONS = [
  "message.send",
  "number.read",
  "account.read",
  "account.numbers",
  "account.subscriptions",
  "token.read",
] as const;

const REASONS = [
  "unknown-number",
  "unknown-account",
  "foreign-account",
  "foreign-number",
  "ambiguous-account",
  "no-address",
  "failed",
  "not-utf8",
  "not-json",
  "not-a-webhook",
  "too-many-changes",
  "too-deep",
  "not-an-object",
  "no-field",
  "no-changes",
  "out-of-range",
  "no-sender",
  "unreadable-item",
] as const;

type Reason = (typeof REASONS)[number];

/** The key of a field's name; undefined when the texts do not know it. */
export function fieldKey(field: string) {
  const known = FIELDS.find((one) => one === field);
  return known && (`field.${known}` as const);
}

/** The key of an operation's name; undefined when the texts do not know it. */
export function operationKey(operation: string) {
  const known = OPERATIONS.find((one) => one === operation);
  return known && (`operation.${known.replace(".", "_") as "message_send"}` as const);
}

/** The key of the sentence that says why; undefined for a reason of a newer server. */
export function reasonKey(reason: string) {
  const known = REASONS.find((one) => one === reason);
  return known && (`reason.${known as Reason}` as const);
}
