-- Message templates as Meta told of them last; `wabas.templates_at` says when that was, NULL: never asked.

ALTER TABLE wabas ADD COLUMN templates_at bigint;

CREATE TABLE templates (
  tenant_id uuid NOT NULL,
  waba uuid NOT NULL,
  name text COLLATE "C" NOT NULL,
  language text COLLATE "C" NOT NULL,
  category text NOT NULL,
  status text NOT NULL,
  parameter_format text NOT NULL,
  components text NOT NULL,
  quality text,
  PRIMARY KEY (tenant_id, waba, name, language),
  FOREIGN KEY (tenant_id, waba) REFERENCES wabas (tenant_id, id)
);
SELECT recado_lock_tenant_table('templates');
