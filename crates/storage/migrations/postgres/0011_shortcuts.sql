-- Quick replies, saved views, and work on many conversations at once.

CREATE TABLE quick_replies (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  shortcut text NOT NULL,
  shortcut_key text COLLATE "C" NOT NULL,
  body text NOT NULL,
  team_id uuid,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX quick_replies_by_shortcut ON quick_replies (tenant_id, shortcut_key);
SELECT recado_lock_tenant_table('quick_replies');

-- A shared view has no owner.
CREATE TABLE saved_views (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  name text NOT NULL,
  owner_id uuid,
  query text NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES memberships (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX saved_views_of ON saved_views (tenant_id, owner_id, id);
SELECT recado_lock_tenant_table('saved_views');

-- One action on all conversations that match. `place_at` and `place_id` are the last one that was worked on.
CREATE TABLE bulk_actions (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  query text NOT NULL,
  action text NOT NULL,
  state text NOT NULL CHECK (state IN ('counting', 'running', 'done', 'cancelled', 'failed')),
  total bigint NOT NULL,
  done bigint NOT NULL,
  failed bigint NOT NULL,
  place_at bigint,
  place_id uuid,
  created_at bigint NOT NULL,
  ended_at bigint,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX bulk_actions_of ON bulk_actions (tenant_id, user_id, id);
SELECT recado_lock_tenant_table('bulk_actions');
