-- Mail to be sent. It belongs to no tenant: people belong to several, or to none yet. Whom it is for and what it says is
-- sealed; what was sent is deleted, what was given up stays for the operator.

CREATE TABLE outgoing_mails (
  id BLOB NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'dead')),
  sealed BLOB NOT NULL,
  attempt INTEGER NOT NULL,
  run_at INTEGER NOT NULL,
  last_error TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outgoing_mails_due ON outgoing_mails (run_at, id) WHERE state = 'ready';
CREATE INDEX outgoing_mails_dead ON outgoing_mails (created_at, id) WHERE state = 'dead';
