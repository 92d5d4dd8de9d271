-- Search in messages: the words of each, folded by the program; the tenant is a word of its own, so that a small tenant
-- never pays for a large one. `words_version` says by which rules a message was cut; NULL: not yet.

ALTER TABLE messages ADD COLUMN words tsvector;
ALTER TABLE messages ADD COLUMN words_version bigint;
CREATE INDEX msg_unindexed ON messages (tenant_id, id) WHERE words_version IS NULL;
CREATE INDEX msg_words ON messages USING gin (words);

-- The operator of the index is not leakproof, so under row-level security no index would serve it. This function looks with
-- its owner's rights and reads the tenant itself; it is the only one. EXECUTE: planned for the words that are asked.
CREATE FUNCTION recado_find_messages(wanted tsquery, before uuid, most bigint) RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  RETURN QUERY EXECUTE 'SELECT m.id FROM messages m WHERE m.tenant_id = $1 AND m.words @@ $2 AND m.id < $3 ORDER BY m.id DESC LIMIT $4'
    USING NULLIF(current_setting('recado.tenant', true), '')::uuid, wanted, before, most;
END $$;
REVOKE ALL ON FUNCTION recado_find_messages(tsquery, uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION recado_find_messages(tsquery, uuid, bigint) TO recado_tenant;
