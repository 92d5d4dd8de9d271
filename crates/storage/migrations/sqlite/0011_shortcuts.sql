-- Quick replies, saved views, and work on many conversations at once.

CREATE TABLE quick_replies (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  id BLOB NOT NULL,
  shortcut TEXT NOT NULL,
  shortcut_key TEXT NOT NULL,
  body TEXT NOT NULL,
  team_id BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX quick_replies_by_shortcut ON quick_replies (tenant_id, shortcut_key);

-- A shared view has no owner.
CREATE TABLE saved_views (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  owner_id BLOB,
  query TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES memberships (tenant_id, user_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX saved_views_of ON saved_views (tenant_id, owner_id, id);

-- One action on all conversations that match. `place_at` and `place_id` are the last one that was worked on.
CREATE TABLE bulk_actions (
  tenant_id BLOB NOT NULL,
  id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  query TEXT NOT NULL,
  action TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('counting', 'running', 'done', 'cancelled', 'failed')),
  total INTEGER NOT NULL,
  done INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  place_at INTEGER,
  place_id BLOB,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX bulk_actions_of ON bulk_actions (tenant_id, user_id, id);
