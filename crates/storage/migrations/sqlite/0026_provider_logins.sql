-- Where else a person signs in: whom the provider says they are (its name for itself and its name for them), and since when.
-- Columns of `users`, as the second factor is: a person has at most one account at each provider.

ALTER TABLE users ADD COLUMN google_subject TEXT;
ALTER TABLE users ADD COLUMN google_since INTEGER;
ALTER TABLE users ADD COLUMN facebook_subject TEXT;
ALTER TABLE users ADD COLUMN facebook_since INTEGER;
CREATE UNIQUE INDEX users_google ON users (google_subject) WHERE google_subject IS NOT NULL;
CREATE UNIQUE INDEX users_facebook ON users (facebook_subject) WHERE facebook_subject IS NOT NULL;
