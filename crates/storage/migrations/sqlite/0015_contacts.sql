-- Contacts that are blocked or erased, and the orders of their list.

ALTER TABLE contacts ADD COLUMN blocked_at INTEGER;
ALTER TABLE contacts ADD COLUMN erased_at INTEGER;
CREATE INDEX contacts_by_created ON contacts (tenant_id, created_at, id) WHERE merged_into IS NULL;
CREATE INDEX contacts_blocked ON contacts (tenant_id, name_key, id) WHERE blocked_at IS NOT NULL;
-- Who became part of whom: erasing one person takes them all.
CREATE INDEX contacts_merged ON contacts (tenant_id, merged_into) WHERE merged_into IS NOT NULL;

-- Without the first row the few blocked contacts of a tenant are looked for among all of them.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('contacts', 'sqlite_autoindex_contacts_1', '1000000 20000 1'),
  ('contacts', 'contacts_by_created', '1000000 20000 1 1'),
  ('contacts', 'contacts_blocked', '1000 20 1 1'),
  ('contacts', 'contacts_merged', '10000 200 1');
ANALYZE sqlite_schema;
