-- Seeded statistics: without them an empty database plans "all open" by walking every conversation (data layer page, §7).

ANALYZE;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('conversations', 'conv_all', '1000000 20000 1 1'),
  ('conversations', 'conv_open', '70000 1400 1 1 1 1 1'),
  ('conversations', 'conv_mine', '70000 1400 90 1 1 1 1'),
  ('conversations', 'conv_team', '70000 1400 350 1 1 1 1'),
  ('conversations', 'conv_work', '70000 1400 350 20 10 5 5'),
  ('conversations', 'conv_contact', '1000000 20000 1 1'),
  ('conversations', 'conv_contact_open', '70000 1400 1 1'),
  ('messages', 'sqlite_autoindex_messages_1', '10000000 200000 1'),
  ('messages', 'msg_thread', '10000000 200000 10 1'),
  ('messages', 'msg_dedupe', '10000000 200000 1'),
  ('messages', 'msg_queue', '10000 200 100 50 2 1'),
  ('messages', 'msg_open', '100 10 5 2 1'),
  ('contacts', 'contacts_by_name', '1000000 20000 2 1'),
  ('contacts', 'contacts_by_seen', '1000000 20000 1 1'),
  ('contacts', 'contacts_by_phone', '1000000 20000 1');
ANALYZE sqlite_schema;
