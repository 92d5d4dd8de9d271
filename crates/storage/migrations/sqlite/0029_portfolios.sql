-- A portfolio's messaging limit, and the people its numbers began to write to in the last 24 hours.
-- `portfolio` is Meta's id of it, or of the account until that is known; `used` is the number of rows of portfolio_people.

CREATE TABLE portfolios (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  portfolio TEXT NOT NULL,
  messaging_limit TEXT,
  used INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, portfolio)
) STRICT, WITHOUT ROWID;

-- `message_id` is null once more than one message went to them: then none gives them back by failing.
CREATE TABLE portfolio_people (
  tenant_id BLOB NOT NULL,
  portfolio TEXT NOT NULL,
  contact_id BLOB NOT NULL,
  message_id BLOB,
  written_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, portfolio, contact_id),
  FOREIGN KEY (tenant_id, portfolio) REFERENCES portfolios (tenant_id, portfolio)
) STRICT, WITHOUT ROWID;
CREATE INDEX portfolio_people_by_time ON portfolio_people (tenant_id, portfolio, written_at);
CREATE INDEX portfolio_people_by_message ON portfolio_people (tenant_id, message_id) WHERE message_id IS NOT NULL;
