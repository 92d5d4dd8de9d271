-- What is done again by itself, and what goes when its time is over.

-- When a change in quarantine is tried again by itself; NULL: when somebody asks for it.
ALTER TABLE quarantine ADD COLUMN retry_at INTEGER;
CREATE INDEX quarantine_due ON quarantine (retry_at, id) WHERE retry_at IS NOT NULL;
CREATE INDEX quarantine_of_account ON quarantine (waba_id, received_at) WHERE resolved_at IS NULL AND phone_number_id IS NULL;

CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_end ON sessions (ended_at) WHERE ended_at IS NOT NULL;
