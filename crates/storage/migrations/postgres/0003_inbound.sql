-- The log of what Meta sent: raw, then each tenant's own part of it.

-- Keyed by our own UUIDv7 alone (the tenant is unknown at intake); partitioned by month through the id's time, so that
-- retention is a DROP. The worker makes partitions ahead; the default one must stay empty.
CREATE TABLE inbound_events (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  received_at bigint NOT NULL,
  body bytea NOT NULL,
  projected_at bigint,
  PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE TABLE inbound_events_default PARTITION OF inbound_events DEFAULT;
CREATE INDEX inbound_events_open ON inbound_events (id) WHERE projected_at IS NULL;

-- No foreign key to the tenant, as everywhere in the log: each row would lock the tenant's.
CREATE TABLE inbound_changes (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  event_id uuid NOT NULL,
  idx bigint NOT NULL,
  field text NOT NULL,
  number_id uuid,
  outcome text NOT NULL CHECK (outcome IN ('projected', 'stored', 'quarantined', 'pending')),
  ref text,
  reason text,
  body text NOT NULL,
  received_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, event_id, idx)
);
CREATE INDEX inbound_changes_by_field ON inbound_changes (tenant_id, field, id);
CREATE INDEX inbound_changes_by_outcome ON inbound_changes (tenant_id, outcome, id);
SELECT recado_lock_tenant_table('inbound_changes');

CREATE TABLE quarantine (
  id uuid NOT NULL PRIMARY KEY,
  tenant_id uuid REFERENCES tenants (id),
  event_id uuid NOT NULL,
  idx bigint NOT NULL,
  app_id uuid NOT NULL,
  field text,
  waba_id text,
  phone_number_id text,
  reason text NOT NULL,
  detail text,
  body text NOT NULL,
  received_at bigint NOT NULL,
  created_at bigint NOT NULL,
  attempts bigint NOT NULL,
  resolved_at bigint,
  UNIQUE (event_id, idx)
);
CREATE INDEX quarantine_of_tenant ON quarantine (tenant_id, id) WHERE resolved_at IS NULL;
CREATE INDEX quarantine_of_number ON quarantine (phone_number_id, received_at) WHERE resolved_at IS NULL;
