-- What Meta tells of a number, and since when its webhooks are missed.

CREATE TABLE number_health (
  tenant_id BLOB NOT NULL,
  number_id BLOB NOT NULL,
  facts TEXT NOT NULL,
  checked_at INTEGER,
  silent_since INTEGER,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, number_id),
  FOREIGN KEY (tenant_id, number_id) REFERENCES phone_numbers (tenant_id, id)
) STRICT;

-- When a webhook of the number was last projected, whatever it told. 0 = none since this column is there.
ALTER TABLE number_evidence ADD COLUMN heard_at INTEGER NOT NULL DEFAULT 0;
