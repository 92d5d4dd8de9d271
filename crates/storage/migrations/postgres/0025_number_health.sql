-- What Meta tells of a number, and since when its webhooks are missed.

CREATE TABLE number_health (
  tenant_id uuid NOT NULL,
  number_id uuid NOT NULL,
  facts text NOT NULL,
  checked_at bigint,
  silent_since bigint,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, number_id),
  FOREIGN KEY (tenant_id, number_id) REFERENCES phone_numbers (tenant_id, id)
);
SELECT recado_lock_tenant_table('number_health');

-- When a webhook of the number was last projected, whatever it told. 0 = none since this column is there.
ALTER TABLE number_evidence ADD COLUMN heard_at bigint NOT NULL DEFAULT 0;
