-- Leases, jobs, the outbox, idempotency keys, exchanges with Graph.

CREATE TABLE leases (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  fence INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT;

CREATE TABLE jobs (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  id BLOB NOT NULL,
  queue TEXT NOT NULL,
  kind TEXT NOT NULL,
  priority INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'dead')),
  run_at INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  fence INTEGER NOT NULL,
  lease_until INTEGER,
  worker TEXT,
  payload TEXT NOT NULL,
  last_error TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX jobs_due ON jobs (queue, priority, run_at, id) WHERE state = 'ready';
CREATE INDEX jobs_lease ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_dead ON jobs (tenant_id, id) WHERE state = 'dead';

-- Realtime events. Rows are written without a number; the relay numbers committed ones: `pos` cluster-wide, `seq` rising
-- per tenant. Assignee and team before and after the change say who may see it. `ord` is the order of writing: two
-- changes of one conversation wait for each other, so it is the order of their commits, whatever the clock says.
-- No foreign key to the tenant: each row would lock the tenant's.
CREATE TABLE outbox (
  ord INTEGER PRIMARY KEY,
  tenant_id BLOB NOT NULL,
  id BLOB NOT NULL,
  pos INTEGER,
  seq INTEGER,
  kind TEXT NOT NULL,
  conversation_id BLOB,
  before_assignee BLOB,
  before_team BLOB,
  after_assignee BLOB,
  after_team BLOB,
  data TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (tenant_id, id)
) STRICT;
CREATE INDEX outbox_unnumbered ON outbox (ord) WHERE pos IS NULL;
CREATE UNIQUE INDEX outbox_pos ON outbox (pos) WHERE pos IS NOT NULL;
CREATE UNIQUE INDEX outbox_seq ON outbox (tenant_id, seq) WHERE seq IS NOT NULL;

-- Per tenant: the newest number given and the newest number deleted by retention.
CREATE TABLE outbox_heads (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  seq INTEGER NOT NULL,
  deleted_through INTEGER NOT NULL,
  PRIMARY KEY (tenant_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency_keys (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  operation TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, operation, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Calls to Graph other than sends (those are kept with their attempts), redacted.
CREATE TABLE graph_exchanges (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  id BLOB NOT NULL,
  number_id BLOB,
  operation TEXT NOT NULL,
  at INTEGER NOT NULL,
  took_ms INTEGER NOT NULL,
  http_status INTEGER,
  graph_code INTEGER,
  exchange TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
