-- Work on conversations: priority, tags, and what was done by whom.

ALTER TABLE conversations ADD COLUMN priority text NOT NULL DEFAULT 'none'
  CHECK (priority IN ('none', 'low', 'medium', 'high', 'urgent'));

-- A deleted tag is nobody's choice any more; a job takes it off what it was on, then the row goes.
CREATE TABLE tags (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  hue bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX tags_by_name ON tags (tenant_id, name_key) WHERE deleted_at IS NULL;
SELECT recado_lock_tenant_table('tags');

-- The sort key of the list is copied here, and kept where it changes: a tag, rare or common, is read in order.
CREATE TABLE conversation_tags (
  tenant_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  tag_id uuid NOT NULL,
  is_closed bigint NOT NULL,
  activity_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id, tag_id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id),
  FOREIGN KEY (tenant_id, tag_id) REFERENCES tags (tenant_id, id)
);
CREATE INDEX conv_tag ON conversation_tags (tenant_id, tag_id, is_closed, activity_at, conversation_id);
SELECT recado_lock_tenant_table('conversation_tags');

CREATE TABLE contact_tags (
  tenant_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  tag_id uuid NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, contact_id, tag_id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id),
  FOREIGN KEY (tenant_id, tag_id) REFERENCES tags (tenant_id, id)
);
CREATE INDEX contact_tag ON contact_tags (tenant_id, tag_id, name_key, contact_id);
SELECT recado_lock_tenant_table('contact_tags');

-- What was done to a conversation, by whom: the thin lines of a thread.
CREATE TABLE conversation_events (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  kind text NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  data text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
);
CREATE INDEX conversation_events_of ON conversation_events (tenant_id, conversation_id, id);
SELECT recado_lock_tenant_table('conversation_events');
