-- Mail to be sent. It belongs to no tenant: people belong to several, or to none yet. Whom it is for and what it says is
-- sealed; what was sent is deleted, what was given up stays for the operator.

CREATE TABLE outgoing_mails (
  id uuid NOT NULL PRIMARY KEY,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('ready', 'dead')),
  sealed bytea NOT NULL,
  attempt bigint NOT NULL,
  run_at bigint NOT NULL,
  last_error text,
  created_at bigint NOT NULL
);
CREATE INDEX outgoing_mails_due ON outgoing_mails (run_at, id) WHERE state = 'ready';
CREATE INDEX outgoing_mails_dead ON outgoing_mails (created_at, id) WHERE state = 'dead';
