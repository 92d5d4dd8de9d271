-- Notes that a team writes to itself in a thread. A deleted one keeps its place, not its words.

CREATE TABLE notes (
  tenant_id BLOB NOT NULL,
  id BLOB NOT NULL,
  conversation_id BLOB NOT NULL,
  author_id BLOB,
  body TEXT NOT NULL,
  mentions TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  deleted_at INTEGER,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
) STRICT;
CREATE INDEX notes_of ON notes (tenant_id, conversation_id, id);

CREATE TABLE mentions (
  tenant_id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  note_id BLOB NOT NULL,
  PRIMARY KEY (tenant_id, user_id, note_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, note_id) REFERENCES notes (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_of_note ON mentions (tenant_id, note_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('notes', 'notes_of', '500000 10000 2 1'),
  ('mentions', 'mentions', '100000 2000 50 1'),
  ('mentions', 'mentions_of_note', '100000 2000 1');
ANALYZE sqlite_schema;
