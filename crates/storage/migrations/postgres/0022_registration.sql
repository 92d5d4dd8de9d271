-- The name that a company gave to a person who had an account before, until they come in: nobody learns by an address
-- what its owner is called elsewhere. Null: their own name is shown.

ALTER TABLE memberships ADD COLUMN given_name text;

-- Links for an address that belongs to nobody yet: whose it is (SHA-256 of the address), and sealed what is to be made.

ALTER TABLE one_time_links ADD COLUMN subject bytea;
ALTER TABLE one_time_links ADD COLUMN sealed bytea;
CREATE INDEX one_time_links_subject ON one_time_links (subject) WHERE subject IS NOT NULL;
CREATE INDEX one_time_links_over ON one_time_links (expires_at) WHERE subject IS NOT NULL;
