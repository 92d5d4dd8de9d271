-- What goes out is listed by time beside what comes in; what comes in also by number.

CREATE INDEX inbound_changes_by_number ON inbound_changes (tenant_id, number_id, id);
CREATE INDEX message_attempts_by_time ON message_attempts (tenant_id, started_at, message_id, n);
CREATE INDEX message_attempts_failed ON message_attempts (tenant_id, started_at, message_id, n)
  WHERE state IN ('rejected', 'not_sent', 'unknown', 'presumed_not_sent', 'unconfirmed');
CREATE INDEX graph_exchanges_by_time ON graph_exchanges (tenant_id, at, id);
