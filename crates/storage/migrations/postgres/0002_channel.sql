-- Meta's apps, WhatsApp Business Accounts and phone numbers. Secrets are sealed (AES-256-GCM, see storage::secrets).

CREATE TABLE apps (
  id uuid NOT NULL PRIMARY KEY,
  tenant_id uuid REFERENCES tenants (id),
  slug text NOT NULL UNIQUE,
  meta_app_id text,
  secret bytea NOT NULL,
  previous_secret bytea,
  verify_token bytea NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL
);
-- A tenant may read which app a number has, never a secret.
GRANT SELECT (id, tenant_id, slug) ON apps TO recado_tenant;

CREATE TABLE wabas (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  waba_id text NOT NULL,
  portfolio_id text,
  name text,
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, waba_id)
);
CREATE INDEX wabas_by_waba_id ON wabas (waba_id);
SELECT recado_lock_tenant_table('wabas');

CREATE TABLE phone_numbers (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  waba uuid NOT NULL,
  app_id uuid NOT NULL REFERENCES apps (id),
  phone_number_id text NOT NULL UNIQUE,
  display_phone_number text NOT NULL,
  name text,
  status text NOT NULL CHECK (status IN ('pending', 'active', 'inactive', 'suspended')),
  status_reason text,
  throughput bigint NOT NULL,
  sends_read_receipts boolean NOT NULL,
  access_token bytea,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, waba) REFERENCES wabas (tenant_id, id)
);
CREATE INDEX phone_numbers_of_waba ON phone_numbers (tenant_id, waba);
CREATE INDEX phone_numbers_by_id ON phone_numbers (id);
SELECT recado_lock_tenant_table('phone_numbers');

-- What projection has seen of a number: its newest status (clause (b) of the evidence rule; 0 = none yet) and how many
-- messages came in (they count against its throughput at Meta). Hot, so apart from the number itself.
CREATE TABLE number_evidence (
  tenant_id uuid NOT NULL,
  number_id uuid NOT NULL,
  status_at bigint NOT NULL,
  received_at bigint NOT NULL,
  inbound_messages bigint NOT NULL,
  PRIMARY KEY (tenant_id, number_id),
  FOREIGN KEY (tenant_id, number_id) REFERENCES phone_numbers (tenant_id, id)
);
SELECT recado_lock_tenant_table('number_evidence');
