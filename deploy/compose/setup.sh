#!/usr/bin/env bash
# Makes what docker-compose.yml needs and the repository must not hold: passwords, keys, the domain. Once, on the server:
#
#   deploy/compose/setup.sh DOMAIN [E-MAIL]      E-MAIL: for Let's Encrypt; without it the certificate stays self-signed
#
# What exists is kept: run again, it changes nothing but the domain and the address.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

domain=${1:?usage: deploy/compose/setup.sh DOMAIN [E-MAIL]}
command -v openssl >/dev/null || { echo "setup.sh: openssl is missing" >&2; exit 1; }

secrets=deploy/compose/secrets
mkdir -p "$secrets"
chmod 700 "$secrets" # nobody else gets into the folder; the files are read by the containers' own users
keep() {
    local file=$secrets/$1
    [ -s "$file" ] || printf '%s' "$2" >"$file"
    chmod 444 "$file"
}
keep postgres_password "$(openssl rand -hex 24)"
keep database_password "$(openssl rand -hex 24)"
keep database_url "postgres://recado:$(cat "$secrets/database_password")@db/recado?sslmode=disable"
keep jwt_secret "$(openssl rand -base64 48)"
keep secrets_key "$(openssl rand -base64 32)"

# Compose reads .env; other lines of it stay.
touch .env
others=$(grep -v '^SITE_\(DOMAIN\|EMAIL\)=' .env || true)
printf '%s\n' ${others:+"$others"} "SITE_DOMAIN=$domain" "SITE_EMAIL=${2:-}" >.env
echo "Written: .env and $secrets. Keep a copy of $secrets/secrets_key apart from the database's backups."
