-- The logo of a tenant. Which one it is stands in its settings too, as `logo`, where everybody who reads those finds it.

CREATE TABLE tenant_logos (
  tenant_id BLOB NOT NULL REFERENCES tenants (id),
  digest TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('image/png', 'image/jpeg', 'image/webp')),
  bytes BLOB NOT NULL,
  PRIMARY KEY (tenant_id)
) STRICT;
