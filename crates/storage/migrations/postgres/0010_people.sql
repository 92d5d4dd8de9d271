-- What people choose for themselves.

-- The language of everything Recado says to this person; NULL: what the browser says.
ALTER TABLE users ADD COLUMN language text;
-- Whether colleagues may count on this person at present, while connected.
ALTER TABLE memberships ADD COLUMN availability text NOT NULL DEFAULT 'available' CHECK (availability IN ('available', 'away'));
