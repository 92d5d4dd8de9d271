-- Message templates as Meta told of them last; `wabas.templates_at` says when that was, NULL: never asked.

ALTER TABLE wabas ADD COLUMN templates_at INTEGER;

CREATE TABLE templates (
  tenant_id BLOB NOT NULL,
  waba BLOB NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  category TEXT NOT NULL,
  status TEXT NOT NULL,
  parameter_format TEXT NOT NULL,
  components TEXT NOT NULL,
  quality TEXT,
  PRIMARY KEY (tenant_id, waba, name, language),
  FOREIGN KEY (tenant_id, waba) REFERENCES wabas (tenant_id, id)
) STRICT;
