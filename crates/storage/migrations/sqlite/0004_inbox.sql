-- Contacts, conversations, messages.

CREATE TABLE contacts (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  name_is_edited INTEGER NOT NULL,
  phone TEXT,
  username TEXT,
  email TEXT,
  company TEXT,
  needs_review INTEGER NOT NULL,
  merged_into BLOB,
  last_seen_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, merged_into) REFERENCES contacts (tenant_id, id)
) STRICT;
CREATE INDEX contacts_by_name ON contacts (tenant_id, name_key, id) WHERE merged_into IS NULL;
CREATE INDEX contacts_by_seen ON contacts (tenant_id, last_seen_at, id) WHERE merged_into IS NULL;
CREATE INDEX contacts_by_phone ON contacts (tenant_id, phone);

-- One row per identity ever held; the living ones (superseded_at null) are unique. `value` is the matching key (a phone
-- in canonical form), `given` what Meta last wrote: the address to answer to.
CREATE TABLE contact_identities (
  tenant_id BLOB NOT NULL,
  id BLOB NOT NULL,
  contact_id BLOB NOT NULL,
  scope TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'bsuid', 'parent_bsuid')),
  value TEXT NOT NULL,
  given TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  superseded_at INTEGER,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id)
) STRICT;
CREATE UNIQUE INDEX contact_identities_live ON contact_identities (tenant_id, scope, kind, value) WHERE superseded_at IS NULL;
CREATE INDEX contact_identities_of ON contact_identities (tenant_id, contact_id);

-- An index made by us, four rows a contact: no foreign key, whose check cost more than the row.
CREATE TABLE contact_terms (
  tenant_id BLOB NOT NULL,
  term TEXT NOT NULL,
  contact_id BLOB NOT NULL,
  PRIMARY KEY (tenant_id, term, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_terms_of ON contact_terms (tenant_id, contact_id);

CREATE TABLE conversations (
  tenant_id BLOB NOT NULL,
  id BLOB NOT NULL,
  contact_id BLOB NOT NULL,
  phone_number_id BLOB NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'pending', 'snoozed', 'closed', 'archived')),
  is_open INTEGER NOT NULL,
  assignee_id BLOB,
  team_id BLOB,
  unread_count INTEGER NOT NULL,
  is_unread INTEGER NOT NULL,
  last_activity_at INTEGER NOT NULL,
  last_inbound_at INTEGER,
  last_message_id BLOB,
  last_message_preview TEXT,
  snoozed_until INTEGER,
  first_response_at INTEGER,
  closed_at INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id),
  FOREIGN KEY (tenant_id, phone_number_id) REFERENCES phone_numbers (tenant_id, id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id)
) STRICT;
CREATE INDEX conv_all ON conversations (tenant_id, last_activity_at, id);
CREATE INDEX conv_open ON conversations (tenant_id, last_activity_at, id, status, phone_number_id, is_open) WHERE is_open = 1;
CREATE INDEX conv_mine ON conversations (tenant_id, assignee_id, last_activity_at, id, status, is_open) WHERE is_open = 1;
CREATE INDEX conv_team ON conversations (tenant_id, team_id, last_activity_at, id, status, is_open) WHERE is_open = 1;
CREATE INDEX conv_work ON conversations (tenant_id, team_id, assignee_id, is_unread, status, is_open) WHERE is_open = 1;
CREATE INDEX conv_contact ON conversations (tenant_id, contact_id, phone_number_id);
CREATE UNIQUE INDEX conv_contact_open ON conversations (tenant_id, contact_id, phone_number_id) WHERE is_open = 1;

CREATE TABLE transfers (
  tenant_id BLOB NOT NULL,
  id BLOB NOT NULL,
  conversation_id BLOB NOT NULL,
  from_user_id BLOB,
  from_team_id BLOB,
  to_user_id BLOB,
  to_team_id BLOB,
  note TEXT,
  by_user_id BLOB,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
) STRICT;
CREATE INDEX transfers_of ON transfers (tenant_id, conversation_id, id);

-- A queued row is the queue: `sending`, `priority`, `due_at`. The columns *_at hold the first time of each state.
CREATE TABLE messages (
  n INTEGER PRIMARY KEY, -- the row number of the search index
  tenant_id BLOB NOT NULL,
  id BLOB NOT NULL,
  conversation_id BLOB NOT NULL,
  phone_number_id BLOB NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  content TEXT,
  sending TEXT NOT NULL,
  priority TEXT NOT NULL,
  due_at INTEGER,
  tries INTEGER NOT NULL,
  delivery_policy TEXT NOT NULL,
  wamid TEXT,
  dedupe_key BLOB,
  reply_to BLOB,
  context_wamid TEXT,
  referral TEXT,
  author_id BLOB,
  resend_of BLOB,
  error_code INTEGER,
  error_details TEXT,
  pricing TEXT,
  created_at INTEGER NOT NULL,
  queued_at INTEGER,
  accepted_at INTEGER,
  sent_at INTEGER,
  delivered_at INTEGER,
  read_at INTEGER,
  played_at INTEGER,
  failed_at INTEGER,
  unconfirmed_at INTEGER,
  dismissed_at INTEGER,
  UNIQUE (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
) STRICT;
CREATE INDEX msg_thread ON messages (tenant_id, conversation_id, id);
CREATE UNIQUE INDEX msg_dedupe ON messages (tenant_id, dedupe_key);
CREATE INDEX msg_queue ON messages (tenant_id, phone_number_id, priority, due_at, id) WHERE sending = 'queued';
CREATE INDEX msg_open ON messages (tenant_id, phone_number_id, sending, id) WHERE sending IN ('in_flight', 'unknown');

-- What Meta reported of the messages we sent: a set, keyed by number + wamid (hashed) and status. Rows whose message is
-- not known yet (message_id null) are parked until a send's outcome finds them.
CREATE TABLE message_statuses (
  tenant_id BLOB NOT NULL,
  wamid_key BLOB NOT NULL,
  status TEXT NOT NULL,
  participant TEXT NOT NULL,
  number_id BLOB NOT NULL,
  message_id BLOB,
  at INTEGER NOT NULL,
  error_code INTEGER,
  error_details TEXT,
  pricing TEXT,
  event_id BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, wamid_key, status, participant)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_attempts (
  tenant_id BLOB NOT NULL,
  message_id BLOB NOT NULL,
  n INTEGER NOT NULL,
  number_id BLOB NOT NULL,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  http_status INTEGER,
  graph_code INTEGER,
  wamid TEXT,
  wamid_key BLOB,
  exchange TEXT,
  fence INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, message_id, n),
  FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_attempts_open ON message_attempts (tenant_id, number_id, started_at) WHERE state IN ('in_flight', 'unknown');
CREATE INDEX message_attempts_recent ON message_attempts (tenant_id, number_id, started_at);
CREATE INDEX message_attempts_by_wamid ON message_attempts (tenant_id, wamid_key) WHERE wamid_key IS NOT NULL;
