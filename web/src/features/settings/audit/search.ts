/** What the address of the audit log says. */
export interface AuditSearch {
  person?: string;
  action?: string;
  from?: string;
  to?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The address as a person or a link wrote it: what is not understood is left out. */
export function readAuditSearch(given: Record<string, unknown>): AuditSearch {
  const search: AuditSearch = {};
  const text = (name: string) => (typeof given[name] === "string" ? given[name] : "");
  if (text("person")) search.person = text("person");
  if (text("action")) search.action = text("action");
  if (DAY.test(text("from"))) search.from = text("from");
  if (DAY.test(text("to"))) search.to = text("to");
  return search;
}
