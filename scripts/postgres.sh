#!/usr/bin/env bash
# A private PostgreSQL cluster in a temporary folder, for tests.
#
#   scripts/postgres.sh start [--durable]      start it (or find the one already started) and print TEST_POSTGRES_URL=…
#   scripts/postgres.sh stop                   stop it and remove its folder
#   scripts/postgres.sh run [--durable] CMD…   a cluster of its own around one command; always stopped and removed
#   scripts/postgres.sh fail|recover           inside of `run`: the cluster of this command ends at once, and begins again
#
# Trust authentication on loopback only, a random free port, no fsync (--durable keeps PostgreSQL's own defaults: for
# crash tests and measurements). Roles: `postgres` (superuser) and the login `recado`, which is what the product runs
# as: no superuser, no BYPASSRLS, may create roles and databases, owns the database `recado`.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
remembered="$repository/target/test-postgres" # one line: the folder of the cluster that `start` made
oldest_major=15

die() {
    echo "postgres.sh: $*" >&2
    exit 1
}

# Prints the folder with initdb, pg_ctl and psql, the newest version first.
find_binaries() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -rV) \
        "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
        [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] || continue
        [ "$("$folder/postgres" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/')" -ge "$oldest_major" ] || continue
        echo "$folder"
        return
    done
}

require_binaries() {
    binaries=$(find_binaries)
    if [ -z "$binaries" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "postgres.sh: installing the Debian package postgresql" >&2
        {
            apt-get update -qq
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql
        } >&2
        binaries=$(find_binaries)
    fi
    [ -n "$binaries" ] || die "PostgreSQL $oldest_major or later is missing: initdb, pg_ctl, postgres and psql are needed
  (Debian and Ubuntu: apt-get install postgresql · Fedora: dnf install postgresql-server · macOS: brew install postgresql@17)"
    command -v psql >/dev/null || [ -x "$binaries/psql" ] || die "psql is missing (Debian: apt-get install postgresql-client)"
}

# PostgreSQL refuses to run as root: then everything of the cluster is done as the user postgres.
as_owner() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

psql_as_superuser() {
    PATH="$PATH:$binaries" psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$1" -U postgres -d postgres
}

write_settings() {
    local folder=$1 port=$2 durable=$3
    {
        echo "listen_addresses = '127.0.0.1'"
        echo "port = $port"
        echo "unix_socket_directories = '$folder'"
        echo "max_connections = 300"
        echo "log_min_messages = fatal" # tests provoke errors on purpose
        [ "$durable" = yes ] || printf 'fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n'
    } >"$folder/recado.conf"
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# Makes and starts a cluster; sets $folder and $url.
create_cluster() {
    local durable=$1 port try
    require_binaries
    folder=$(mktemp -d "${TMPDIR:-/tmp}/recado-postgres.XXXXXX")
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    as_owner "$binaries/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >/dev/null
    echo "include '$folder/recado.conf'" >>"$folder/data/postgresql.conf"
    for try in 1 2 3 4 5; do # another process may take the port between the look and the start
        port=$(free_port)
        write_settings "$folder" "$port" "$durable"
        as_owner "$binaries/pg_ctl" -D "$folder/data" -l "$folder/log" -w -s start >/dev/null 2>&1 && break
        [ "$try" -lt 5 ] || { cat "$folder/log" >&2; remove_cluster "$folder"; die "PostgreSQL does not start"; }
    done
    psql_as_superuser "$port" <<'SQL'
CREATE ROLE recado LOGIN NOSUPERUSER NOBYPASSRLS CREATEROLE CREATEDB;
CREATE DATABASE recado OWNER recado;
SQL
    url="postgres://recado@127.0.0.1:$port/recado"
    echo "$url" >"$folder/url"
}

remove_cluster() {
    local gone=$1
    as_owner "$binaries/pg_ctl" -D "$gone/data" -m immediate -w -s stop >/dev/null 2>&1 || true
    rm -rf "$gone"
}

running_folder() {
    local known
    [ -f "$remembered" ] || return 1
    known=$(cat "$remembered")
    [ -f "$known/url" ] && as_owner "$binaries/pg_ctl" -D "$known/data" status >/dev/null 2>&1 && echo "$known"
}

start() {
    local durable=$1 known
    require_binaries
    if known=$(running_folder); then
        url=$(cat "$known/url")
    else
        create_cluster "$durable" </dev/null
        mkdir -p "$(dirname "$remembered")"
        echo "$folder" >"$remembered"
    fi
    echo "TEST_POSTGRES_URL=$url"
}

stop() {
    [ -f "$remembered" ] || { echo "postgres.sh: none was started here" >&2; return; }
    require_binaries
    remove_cluster "$(cat "$remembered")"
    rm -f "$remembered"
}

run() {
    local durable=$1 status=0
    shift
    [ $# -gt 0 ] || die "run: which command?"
    folder=
    trap '[ -z "$folder" ] || remove_cluster "$folder"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    create_cluster "$durable" </dev/null
    TEST_POSTGRES_URL=$url TEST_POSTGRES_FOLDER=$folder "$@" || status=$?
    exit "$status"
}

fail() {
    require_binaries
    as_owner "$binaries/pg_ctl" -D "${TEST_POSTGRES_FOLDER:?only inside of run}/data" -m immediate -w -s stop
}

recover() {
    require_binaries
    as_owner "$binaries/pg_ctl" -D "${TEST_POSTGRES_FOLDER:?only inside of run}/data" status >/dev/null ||
        as_owner "$binaries/pg_ctl" -D "$TEST_POSTGRES_FOLDER/data" -l "$TEST_POSTGRES_FOLDER/log" -w -s start >/dev/null
}

action=${1:-}
[ $# -eq 0 ] || shift
durable=no
[ "${1:-}" != --durable ] || { durable=yes; shift; }
case "$action" in
start) start "$durable" ;;
stop) stop ;;
run) run "$durable" "$@" ;;
fail) fail ;;
recover) recover ;;
*) die "usage: scripts/postgres.sh start [--durable] | stop | run [--durable] CMD… | fail | recover" ;;
esac
