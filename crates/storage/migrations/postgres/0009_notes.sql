-- Notes that a team writes to itself in a thread. A deleted one keeps its place, not its words.

CREATE TABLE notes (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  author_id uuid,
  body text NOT NULL,
  mentions text NOT NULL,
  created_at bigint NOT NULL,
  edited_at bigint,
  deleted_at bigint,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
);
CREATE INDEX notes_of ON notes (tenant_id, conversation_id, id);
SELECT recado_lock_tenant_table('notes');

CREATE TABLE mentions (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  note_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, user_id, note_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, note_id) REFERENCES notes (tenant_id, id)
);
CREATE INDEX mentions_of_note ON mentions (tenant_id, note_id);
SELECT recado_lock_tenant_table('mentions');
