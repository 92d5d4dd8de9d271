-- Contacts, conversations, messages.

CREATE TABLE contacts (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  id uuid NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  name_is_edited boolean NOT NULL,
  phone text COLLATE "C",
  username text COLLATE "C",
  email text,
  company text,
  needs_review boolean NOT NULL,
  merged_into uuid,
  last_seen_at bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, merged_into) REFERENCES contacts (tenant_id, id)
);
CREATE INDEX contacts_by_name ON contacts (tenant_id, name_key, id) WHERE merged_into IS NULL;
CREATE INDEX contacts_by_seen ON contacts (tenant_id, last_seen_at, id) WHERE merged_into IS NULL;
CREATE INDEX contacts_by_phone ON contacts (tenant_id, phone);
SELECT recado_lock_tenant_table('contacts');

-- One row per identity ever held; the living ones (superseded_at null) are unique. `value` is the matching key (a phone
-- in canonical form), `given` what Meta last wrote: the address to answer to.
CREATE TABLE contact_identities (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  scope text COLLATE "C" NOT NULL,
  kind text NOT NULL CHECK (kind IN ('phone', 'bsuid', 'parent_bsuid')),
  value text COLLATE "C" NOT NULL,
  given text NOT NULL,
  valid_from bigint NOT NULL,
  superseded_at bigint,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id)
);
CREATE UNIQUE INDEX contact_identities_live ON contact_identities (tenant_id, scope, kind, value) WHERE superseded_at IS NULL;
CREATE INDEX contact_identities_of ON contact_identities (tenant_id, contact_id);
SELECT recado_lock_tenant_table('contact_identities');

-- An index made by us, four rows a contact: no foreign key, whose check cost more than the row.
CREATE TABLE contact_terms (
  tenant_id uuid NOT NULL,
  term text COLLATE "C" NOT NULL,
  contact_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, term, contact_id)
);
CREATE INDEX contact_terms_of ON contact_terms (tenant_id, contact_id);
SELECT recado_lock_tenant_table('contact_terms');

CREATE TABLE conversations (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  phone_number_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'pending', 'snoozed', 'closed', 'archived')),
  is_open bigint NOT NULL,
  assignee_id uuid,
  team_id uuid,
  unread_count bigint NOT NULL,
  is_unread bigint NOT NULL,
  last_activity_at bigint NOT NULL,
  last_inbound_at bigint,
  last_message_id uuid,
  last_message_preview text,
  snoozed_until bigint,
  first_response_at bigint,
  closed_at bigint,
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id),
  FOREIGN KEY (tenant_id, phone_number_id) REFERENCES phone_numbers (tenant_id, id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id)
);
CREATE INDEX conv_all ON conversations (tenant_id, last_activity_at, id);
CREATE INDEX conv_open ON conversations (tenant_id, last_activity_at, id, status, phone_number_id, is_open) WHERE is_open = 1;
CREATE INDEX conv_mine ON conversations (tenant_id, assignee_id, last_activity_at, id, status, is_open) WHERE is_open = 1;
CREATE INDEX conv_team ON conversations (tenant_id, team_id, last_activity_at, id, status, is_open) WHERE is_open = 1;
CREATE INDEX conv_unassigned ON conversations (tenant_id, last_activity_at, id, status) WHERE is_open = 1 AND assignee_id IS NULL;
CREATE INDEX conv_work ON conversations (tenant_id, team_id, assignee_id, is_unread, status, is_open) WHERE is_open = 1;
CREATE INDEX conv_contact ON conversations (tenant_id, contact_id, phone_number_id);
CREATE UNIQUE INDEX conv_contact_open ON conversations (tenant_id, contact_id, phone_number_id) WHERE is_open = 1;
SELECT recado_lock_tenant_table('conversations');

CREATE TABLE transfers (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  from_user_id uuid,
  from_team_id uuid,
  to_user_id uuid,
  to_team_id uuid,
  note text,
  by_user_id uuid,
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
);
CREATE INDEX transfers_of ON transfers (tenant_id, conversation_id, id);
SELECT recado_lock_tenant_table('transfers');

-- A queued row is the queue: `sending`, `priority`, `due_at`. The columns *_at hold the first time of each state.
CREATE TABLE messages (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  phone_number_id uuid NOT NULL,
  direction text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  source text NOT NULL,
  kind text NOT NULL,
  content text,
  sending text NOT NULL,
  priority text NOT NULL,
  due_at bigint,
  tries bigint NOT NULL,
  delivery_policy text NOT NULL,
  wamid text,
  dedupe_key uuid,
  reply_to uuid,
  context_wamid text,
  referral text,
  author_id uuid,
  resend_of uuid,
  error_code bigint,
  error_details text,
  pricing text,
  created_at bigint NOT NULL,
  queued_at bigint,
  accepted_at bigint,
  sent_at bigint,
  delivered_at bigint,
  read_at bigint,
  played_at bigint,
  failed_at bigint,
  unconfirmed_at bigint,
  dismissed_at bigint,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
);
CREATE INDEX msg_thread ON messages (tenant_id, conversation_id, id);
CREATE UNIQUE INDEX msg_dedupe ON messages (tenant_id, dedupe_key);
CREATE INDEX msg_queue ON messages (tenant_id, phone_number_id, priority, due_at, id) WHERE sending = 'queued';
CREATE INDEX msg_open ON messages (tenant_id, phone_number_id, sending, id) WHERE sending IN ('in_flight', 'unknown');
SELECT recado_lock_tenant_table('messages');

-- What Meta reported of the messages we sent: a set, keyed by number + wamid (hashed) and status. Rows whose message is
-- not known yet (message_id null) are parked until a send's outcome finds them.
CREATE TABLE message_statuses (
  tenant_id uuid NOT NULL,
  wamid_key uuid NOT NULL,
  status text NOT NULL,
  participant text NOT NULL,
  number_id uuid NOT NULL,
  message_id uuid,
  at bigint NOT NULL,
  error_code bigint,
  error_details text,
  pricing text,
  event_id uuid NOT NULL,
  received_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, wamid_key, status, participant)
);
SELECT recado_lock_tenant_table('message_statuses');

CREATE TABLE message_attempts (
  tenant_id uuid NOT NULL,
  message_id uuid NOT NULL,
  n bigint NOT NULL,
  number_id uuid NOT NULL,
  state text NOT NULL,
  started_at bigint NOT NULL,
  ended_at bigint,
  outcome text,
  http_status bigint,
  graph_code bigint,
  wamid text,
  wamid_key uuid,
  exchange text,
  fence bigint NOT NULL,
  PRIMARY KEY (tenant_id, message_id, n),
  FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id)
);
CREATE INDEX message_attempts_open ON message_attempts (tenant_id, number_id, started_at) WHERE state IN ('in_flight', 'unknown');
CREATE INDEX message_attempts_recent ON message_attempts (tenant_id, number_id, started_at);
CREATE INDEX message_attempts_by_wamid ON message_attempts (tenant_id, wamid_key) WHERE wamid_key IS NOT NULL;
SELECT recado_lock_tenant_table('message_attempts');
