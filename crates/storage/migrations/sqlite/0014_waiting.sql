-- Lists from either end, and who waits for an answer: the customer's word is the latest.

CREATE INDEX conv_waiting ON conversations (tenant_id, last_activity_at, id) WHERE is_open = 1 AND last_inbound_at = last_activity_at;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('conversations', 'conv_waiting', '30000 600 1 1');
ANALYZE sqlite_schema;
