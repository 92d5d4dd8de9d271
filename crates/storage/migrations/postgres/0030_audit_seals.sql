-- What shows whether somebody tampered with the audit log: a chain of hashes over its entries, and signed words of how far it
-- had come. The log itself is written with each deed and never altered; the chain follows it.

-- `commitment` is that of the entry with `salt`; whoever erases an entry takes away the salt too, and the chain holds.
CREATE TABLE audit_seals (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  seq bigint NOT NULL,
  entry_id uuid NOT NULL,
  salt bytea,
  commitment bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
CREATE UNIQUE INDEX audit_seals_by_entry ON audit_seals (tenant_id, entry_id);
SELECT recado_lock_tenant_table('audit_seals');

CREATE TABLE audit_checkpoints (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  at bigint NOT NULL,
  signature bytea NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
SELECT recado_lock_tenant_table('audit_checkpoints');
