-- Leases, jobs, the outbox, idempotency keys, exchanges with Graph.

CREATE TABLE leases (
  name text NOT NULL PRIMARY KEY,
  holder text NOT NULL,
  fence bigint NOT NULL,
  until bigint NOT NULL
);
-- A tenant's write under a lease locks its row (FOR SHARE), which PostgreSQL grants only to who may update some column.
GRANT SELECT, UPDATE (holder) ON leases TO recado_tenant;

CREATE TABLE jobs (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  queue text NOT NULL,
  kind text NOT NULL,
  priority bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('ready', 'running', 'dead')),
  run_at bigint NOT NULL,
  attempt bigint NOT NULL,
  fence bigint NOT NULL,
  lease_until bigint,
  worker text,
  payload text NOT NULL,
  last_error text,
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX jobs_due ON jobs (queue, priority, run_at, id) WHERE state = 'ready';
CREATE INDEX jobs_lease ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_dead ON jobs (tenant_id, id) WHERE state = 'dead';
SELECT recado_lock_tenant_table('jobs');

-- Realtime events. Rows are written without a number; the relay numbers committed ones: `pos` cluster-wide, `seq` rising
-- per tenant. Assignee and team before and after the change say who may see it. `ord` is the order of writing: two
-- changes of one conversation wait for each other's row lock, so it is the order of their commits, whatever the nodes'
-- clocks say.
-- No foreign key to the tenant: each row would lock the tenant's.
CREATE TABLE outbox (
  ord bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  pos bigint,
  seq bigint,
  kind text NOT NULL,
  conversation_id uuid,
  before_assignee uuid,
  before_team uuid,
  after_assignee uuid,
  after_team uuid,
  data text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX outbox_unnumbered ON outbox (ord) WHERE pos IS NULL;
CREATE UNIQUE INDEX outbox_pos ON outbox (pos) WHERE pos IS NOT NULL;
CREATE UNIQUE INDEX outbox_seq ON outbox (tenant_id, seq) WHERE seq IS NOT NULL;
SELECT recado_lock_tenant_table('outbox');

-- Per tenant: the newest number given and the newest number deleted by retention.
CREATE TABLE outbox_heads (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  seq bigint NOT NULL,
  deleted_through bigint NOT NULL,
  PRIMARY KEY (tenant_id)
);
SELECT recado_lock_tenant_table('outbox_heads');

CREATE TABLE idempotency_keys (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  operation text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  status bigint NOT NULL,
  body text NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, operation, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
SELECT recado_lock_tenant_table('idempotency_keys');

-- Calls to Graph other than sends (those are kept with their attempts), redacted. Partitioned like the inbound log.
CREATE TABLE graph_exchanges (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  number_id uuid,
  operation text NOT NULL,
  at bigint NOT NULL,
  took_ms bigint NOT NULL,
  http_status bigint,
  graph_code bigint,
  exchange text NOT NULL,
  PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);
CREATE TABLE graph_exchanges_default PARTITION OF graph_exchanges DEFAULT;
SELECT recado_lock_tenant_table('graph_exchanges');
