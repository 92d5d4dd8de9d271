-- The second factor: what a person's app shares with us (sealed), the last step that was used, what is being set up, the
-- hashes of recovery codes, and the tries of late. A session remembers when its person last proved who they are.

ALTER TABLE users ADD COLUMN factor_secret BLOB;
ALTER TABLE users ADD COLUMN factor_since INTEGER;
ALTER TABLE users ADD COLUMN factor_step INTEGER;
ALTER TABLE users ADD COLUMN factor_pending BLOB;
ALTER TABLE users ADD COLUMN factor_pending_at INTEGER;
ALTER TABLE users ADD COLUMN recovery_codes TEXT;
ALTER TABLE users ADD COLUMN factor_tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN factor_tried_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN proved_at INTEGER;
UPDATE sessions SET proved_at = created_at;
