#!/bin/sh
# Run once by the postgres image, on an empty data folder: Recado's own login, which row-level security binds.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$(cat /run/secrets/database_password)" --username postgres <<'SQL'
CREATE ROLE recado LOGIN PASSWORD :'password' NOSUPERUSER NOBYPASSRLS CREATEROLE;
CREATE DATABASE recado OWNER recado;
SQL
