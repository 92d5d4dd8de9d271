-- A portfolio's messaging limit, and the people its numbers began to write to in the last 24 hours.
-- `portfolio` is Meta's id of it, or of the account until that is known; `used` is the number of rows of portfolio_people.

CREATE TABLE portfolios (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  portfolio text NOT NULL,
  messaging_limit text,
  used bigint NOT NULL,
  PRIMARY KEY (tenant_id, portfolio)
);
SELECT recado_lock_tenant_table('portfolios');

-- `message_id` is null once more than one message went to them: then none gives them back by failing.
CREATE TABLE portfolio_people (
  tenant_id uuid NOT NULL,
  portfolio text NOT NULL,
  contact_id uuid NOT NULL,
  message_id uuid,
  written_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, portfolio, contact_id),
  FOREIGN KEY (tenant_id, portfolio) REFERENCES portfolios (tenant_id, portfolio)
);
SELECT recado_lock_tenant_table('portfolio_people');
CREATE INDEX portfolio_people_by_time ON portfolio_people (tenant_id, portfolio, written_at);
CREATE INDEX portfolio_people_by_message ON portfolio_people (tenant_id, message_id) WHERE message_id IS NOT NULL;
