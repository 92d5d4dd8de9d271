-- The log of what Meta sent: raw, then each tenant's own part of it.

-- Keyed by our own UUIDv7 alone (the tenant is unknown at intake).
CREATE TABLE inbound_events (
  id BLOB NOT NULL,
  app_id BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  body BLOB NOT NULL,
  projected_at INTEGER,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX inbound_events_open ON inbound_events (id) WHERE projected_at IS NULL;

-- No foreign key to the tenant, as everywhere in the log: each row would lock the tenant's.
CREATE TABLE inbound_changes (
  tenant_id BLOB NOT NULL,
  id BLOB NOT NULL,
  event_id BLOB NOT NULL,
  idx INTEGER NOT NULL,
  field TEXT NOT NULL,
  number_id BLOB,
  outcome TEXT NOT NULL CHECK (outcome IN ('projected', 'stored', 'quarantined', 'pending')),
  ref TEXT,
  reason TEXT,
  body TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, event_id, idx)
) STRICT;
CREATE INDEX inbound_changes_by_field ON inbound_changes (tenant_id, field, id);
CREATE INDEX inbound_changes_by_outcome ON inbound_changes (tenant_id, outcome, id);

CREATE TABLE quarantine (
  id BLOB NOT NULL PRIMARY KEY,
  tenant_id BLOB REFERENCES tenants (id),
  event_id BLOB NOT NULL,
  idx INTEGER NOT NULL,
  app_id BLOB NOT NULL,
  field TEXT,
  waba_id TEXT,
  phone_number_id TEXT,
  reason TEXT NOT NULL,
  detail TEXT,
  body TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  resolved_at INTEGER,
  UNIQUE (event_id, idx)
) STRICT;
CREATE INDEX quarantine_of_tenant ON quarantine (tenant_id, id) WHERE resolved_at IS NULL;
CREATE INDEX quarantine_of_number ON quarantine (phone_number_id, received_at) WHERE resolved_at IS NULL;
