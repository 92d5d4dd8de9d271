-- What shows whether somebody tampered with the audit log: a chain of hashes over its entries, and signed words of how far it
-- had come. The log itself is written with each deed and never altered; the chain follows it.

-- `commitment` is that of the entry with `salt`; whoever erases an entry takes away the salt too, and the chain holds.
CREATE TABLE audit_seals (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  seq INTEGER NOT NULL,
  entry_id BLOB NOT NULL,
  salt BLOB,
  commitment BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (tenant_id, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX audit_seals_by_entry ON audit_seals (tenant_id, entry_id);

CREATE TABLE audit_checkpoints (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  at INTEGER NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY (tenant_id, seq)
) STRICT, WITHOUT ROWID;
