-- Away messages: what is answered by itself while a business is closed.

-- `place` is the team's or the number's id, or zeros for the whole company: one message each.
CREATE TABLE away_messages (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  id BLOB NOT NULL,
  place BLOB NOT NULL,
  number_id BLOB,
  team_id BLOB,
  is_enabled INTEGER NOT NULL,
  body TEXT NOT NULL,
  hours TEXT NOT NULL,
  holidays TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, place),
  FOREIGN KEY (tenant_id, number_id) REFERENCES phone_numbers (tenant_id, id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id) ON DELETE CASCADE
) STRICT;

-- Which closed period of a conversation was answered: once each, whatever is projected again.
CREATE TABLE away_answers (
  tenant_id BLOB NOT NULL,
  conversation_id BLOB NOT NULL,
  closed_since INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id, closed_since),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
) STRICT, WITHOUT ROWID;
