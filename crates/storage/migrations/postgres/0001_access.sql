-- People, tenants and what they may do. Times are microseconds since 1970 UTC; JSON is text.

-- Row-level security for one tenant table: the tenant role sees the tenant named by the transaction, the login role all.
CREATE FUNCTION recado_lock_tenant_table(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
  EXECUTE format('CREATE POLICY tenant ON %s TO recado_tenant USING (tenant_id = NULLIF(current_setting(''recado.tenant'', true), '''')::uuid) WITH CHECK (tenant_id = NULLIF(current_setting(''recado.tenant'', true), '''')::uuid)', t);
  EXECUTE format('CREATE POLICY system ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO recado_tenant', t);
END $$;

CREATE TABLE instance_settings (
  name text NOT NULL PRIMARY KEY,
  value text NOT NULL
);

CREATE TABLE counters (
  name text NOT NULL PRIMARY KEY,
  value bigint NOT NULL
);

CREATE TABLE tenants (
  id uuid NOT NULL PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  plan text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'suspended', 'cancelled')),
  settings text NOT NULL,
  data_key bytea NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL
);

CREATE TABLE users (
  id uuid NOT NULL PRIMARY KEY,
  email text NOT NULL,
  email_key text NOT NULL UNIQUE,
  name text NOT NULL,
  company text,
  password_hash text,
  is_super_admin boolean NOT NULL,
  is_active boolean NOT NULL,
  failed_logins bigint NOT NULL,
  failed_at bigint,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL
);

CREATE TABLE one_time_links (
  hash bytea NOT NULL PRIMARY KEY,
  purpose text NOT NULL,
  user_id uuid REFERENCES users (id),
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  used_at bigint
);

CREATE TABLE memberships (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  user_id uuid NOT NULL REFERENCES users (id),
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'supervisor', 'agent', 'viewer')),
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX memberships_of_user ON memberships (user_id);

CREATE TABLE sessions (
  id uuid NOT NULL PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id),
  tenant_id uuid REFERENCES tenants (id),
  user_agent text,
  ip text,
  created_at bigint NOT NULL,
  last_used_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  ended_at bigint,
  ended_reason text
);
CREATE INDEX sessions_of_user ON sessions (user_id, created_at);

CREATE TABLE refresh_tokens (
  hash bytea NOT NULL PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions (id),
  created_at bigint NOT NULL,
  used_at bigint
);
CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id);

CREATE TABLE teams (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  is_default boolean NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name_key)
);
SELECT recado_lock_tenant_table('teams');

CREATE TABLE team_members (
  tenant_id uuid NOT NULL,
  team_id uuid NOT NULL,
  user_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, team_id, user_id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX team_members_of_user ON team_members (tenant_id, user_id);
SELECT recado_lock_tenant_table('team_members');

CREATE TABLE api_keys (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  name text NOT NULL,
  hash bytea NOT NULL UNIQUE,
  scopes text NOT NULL,
  networks text NOT NULL,
  created_by uuid,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  last_used_at bigint,
  revoked_at bigint,
  PRIMARY KEY (tenant_id, id)
);
SELECT recado_lock_tenant_table('api_keys');

CREATE TABLE audit_log (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  entity text NOT NULL,
  entity_id text,
  metadata text NOT NULL,
  is_sensitive boolean NOT NULL,
  ip text,
  request_id text,
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_by_action ON audit_log (tenant_id, action, id);
CREATE INDEX audit_by_actor ON audit_log (tenant_id, actor_id, id);
CREATE INDEX audit_by_entity ON audit_log (tenant_id, entity, entity_id, id);
SELECT recado_lock_tenant_table('audit_log');
