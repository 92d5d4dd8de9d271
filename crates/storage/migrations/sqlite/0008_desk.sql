-- Work on conversations: priority, tags, and what was done by whom.

ALTER TABLE conversations ADD COLUMN priority TEXT NOT NULL DEFAULT 'none'
  CHECK (priority IN ('none', 'low', 'medium', 'high', 'urgent'));

-- A deleted tag is nobody's choice any more; a job takes it off what it was on, then the row goes.
CREATE TABLE tags (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  hue INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE UNIQUE INDEX tags_by_name ON tags (tenant_id, name_key) WHERE deleted_at IS NULL;

-- The sort key of the list is copied here, and kept where it changes: a tag, rare or common, is read in order.
CREATE TABLE conversation_tags (
  tenant_id BLOB NOT NULL,
  conversation_id BLOB NOT NULL,
  tag_id BLOB NOT NULL,
  is_closed INTEGER NOT NULL,
  activity_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id, tag_id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id),
  FOREIGN KEY (tenant_id, tag_id) REFERENCES tags (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conv_tag ON conversation_tags (tenant_id, tag_id, is_closed, activity_at, conversation_id);

CREATE TABLE contact_tags (
  tenant_id BLOB NOT NULL,
  contact_id BLOB NOT NULL,
  tag_id BLOB NOT NULL,
  name_key TEXT NOT NULL,
  PRIMARY KEY (tenant_id, contact_id, tag_id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id),
  FOREIGN KEY (tenant_id, tag_id) REFERENCES tags (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_tag ON contact_tags (tenant_id, tag_id, name_key, contact_id);

-- What was done to a conversation, by whom: the thin lines of a thread.
CREATE TABLE conversation_events (
  tenant_id BLOB NOT NULL,
  id BLOB NOT NULL,
  conversation_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id BLOB,
  data TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
) STRICT;
CREATE INDEX conversation_events_of ON conversation_events (tenant_id, conversation_id, id);

-- Without the first row the counts of open work walk every conversation of a tenant.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('conversations', 'sqlite_autoindex_conversations_1', '1000000 20000 1'),
  ('conversation_tags', 'conversation_tags', '500000 10000 2 1'),
  ('conversation_tags', 'conv_tag', '500000 10000 200 100 1 1'),
  ('contact_tags', 'contact_tags', '500000 10000 2 1'),
  ('contact_tags', 'contact_tag', '500000 10000 200 2 1'),
  ('conversation_events', 'conversation_events_of', '3000000 60000 3 1');
ANALYZE sqlite_schema;
