-- Search in messages: the words of each, folded by the program; the tenant is a word of its own, so that a small tenant
-- never pays for a large one. `words_version` says by which rules a message was cut; NULL: not yet.

ALTER TABLE messages ADD COLUMN words_version INTEGER;
CREATE INDEX msg_unindexed ON messages (tenant_id, id) WHERE words_version IS NULL;
CREATE VIRTUAL TABLE message_words USING fts5 (w, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('messages', 'msg_unindexed', '1000 100 1');
ANALYZE sqlite_schema;
