-- The second factor: what a person's app shares with us (sealed), the last step that was used, what is being set up, the
-- hashes of recovery codes, and the tries of late. A session remembers when its person last proved who they are.

ALTER TABLE users ADD COLUMN factor_secret bytea;
ALTER TABLE users ADD COLUMN factor_since bigint;
ALTER TABLE users ADD COLUMN factor_step bigint;
ALTER TABLE users ADD COLUMN factor_pending bytea;
ALTER TABLE users ADD COLUMN factor_pending_at bigint;
ALTER TABLE users ADD COLUMN recovery_codes text;
ALTER TABLE users ADD COLUMN factor_tries bigint NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN factor_tried_at bigint NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN proved_at bigint;
UPDATE sessions SET proved_at = created_at;
