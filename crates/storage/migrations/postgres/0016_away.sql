-- Away messages: what is answered by itself while a business is closed.

-- `place` is the team's or the number's id, or zeros for the whole company: one message each.
CREATE TABLE away_messages (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  place uuid NOT NULL,
  number_id uuid,
  team_id uuid,
  is_enabled boolean NOT NULL,
  body text NOT NULL,
  hours text NOT NULL,
  holidays text NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, place),
  FOREIGN KEY (tenant_id, number_id) REFERENCES phone_numbers (tenant_id, id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id) ON DELETE CASCADE
);
SELECT recado_lock_tenant_table('away_messages');

-- Which closed period of a conversation was answered: once each, whatever is projected again.
CREATE TABLE away_answers (
  tenant_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  closed_since bigint NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id, closed_since),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
);
SELECT recado_lock_tenant_table('away_answers');
