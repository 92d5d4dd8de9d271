-- What each company uses: messages and bytes by hour (UTC) and number, counted in the background from what is stored, so
-- that a page needs no walk and no writer waits for a counter. Counting an hour again gives the same rows. The log of an
-- account as a whole is under the number 0.

CREATE TABLE usage_hours (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  hour INTEGER NOT NULL,
  number_id BLOB NOT NULL,
  inbound INTEGER NOT NULL,
  outbound INTEGER NOT NULL,
  message_bytes INTEGER NOT NULL,
  log_bytes INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, hour, number_id)
) STRICT, WITHOUT ROWID;

-- How far was counted, and the sums of all hours before.
CREATE TABLE usage_marks (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  through INTEGER NOT NULL,
  month_messages INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  message_bytes INTEGER NOT NULL,
  log_bytes INTEGER NOT NULL,
  PRIMARY KEY (tenant_id)
) STRICT, WITHOUT ROWID;
