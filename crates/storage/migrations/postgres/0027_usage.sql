-- What each company uses: messages and bytes by hour (UTC) and number, counted in the background from what is stored, so
-- that a page needs no walk and no writer waits for a counter. Counting an hour again gives the same rows. The log of an
-- account as a whole is under the number 0.

CREATE TABLE usage_hours (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  hour bigint NOT NULL,
  number_id uuid NOT NULL,
  inbound bigint NOT NULL,
  outbound bigint NOT NULL,
  message_bytes bigint NOT NULL,
  log_bytes bigint NOT NULL,
  PRIMARY KEY (tenant_id, hour, number_id)
);
SELECT recado_lock_tenant_table('usage_hours');

-- How far was counted, and the sums of all hours before.
CREATE TABLE usage_marks (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  through bigint NOT NULL,
  month_messages bigint NOT NULL,
  messages bigint NOT NULL,
  message_bytes bigint NOT NULL,
  log_bytes bigint NOT NULL,
  PRIMARY KEY (tenant_id)
);
SELECT recado_lock_tenant_table('usage_marks');
