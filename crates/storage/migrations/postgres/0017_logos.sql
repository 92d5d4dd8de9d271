-- The logo of a tenant. Which one it is stands in its settings too, as `logo`, where everybody who reads those finds it.

CREATE TABLE tenant_logos (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  digest text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('image/png', 'image/jpeg', 'image/webp')),
  bytes bytea NOT NULL,
  PRIMARY KEY (tenant_id)
);
SELECT recado_lock_tenant_table('tenant_logos');
