-- Meta's apps, WhatsApp Business Accounts and phone numbers. Secrets are sealed (AES-256-GCM, see storage::secrets).

CREATE TABLE apps (
  id BLOB NOT NULL PRIMARY KEY,
  tenant_id BLOB REFERENCES tenants (id),
  slug TEXT NOT NULL UNIQUE,
  meta_app_id TEXT,
  secret BLOB NOT NULL,
  previous_secret BLOB,
  verify_token BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE wabas (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  id BLOB NOT NULL,
  waba_id TEXT NOT NULL,
  portfolio_id TEXT,
  name TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, waba_id)
) STRICT;
CREATE INDEX wabas_by_waba_id ON wabas (waba_id);

CREATE TABLE phone_numbers (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  id BLOB NOT NULL,
  waba BLOB NOT NULL,
  app_id BLOB NOT NULL REFERENCES apps (id),
  phone_number_id TEXT NOT NULL UNIQUE,
  display_phone_number TEXT NOT NULL,
  name TEXT,
  status TEXT NOT NULL CHECK (status IN ('pending', 'active', 'inactive', 'suspended')),
  status_reason TEXT,
  throughput INTEGER NOT NULL,
  sends_read_receipts INTEGER NOT NULL,
  access_token BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, waba) REFERENCES wabas (tenant_id, id)
) STRICT;
CREATE INDEX phone_numbers_of_waba ON phone_numbers (tenant_id, waba);
CREATE INDEX phone_numbers_by_id ON phone_numbers (id);

-- What projection has seen of a number: its newest status (clause (b) of the evidence rule; 0 = none yet) and how many
-- messages came in (they count against its throughput at Meta). Hot, so apart from the number itself.
CREATE TABLE number_evidence (
  tenant_id BLOB NOT NULL,
  number_id BLOB NOT NULL,
  status_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  inbound_messages INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, number_id),
  FOREIGN KEY (tenant_id, number_id) REFERENCES phone_numbers (tenant_id, id)
) STRICT, WITHOUT ROWID;
