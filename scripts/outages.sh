#!/usr/bin/env bash
# `make outages`: runs a command with a small disk (RECADO_SMALL_DISK), a PostgreSQL cluster on it that may be ended, and a library
# that sets a process's clock (RECADO_FAKETIME; the Debian package libfaketime is installed when it is absent and we are root).
set -euo pipefail
cd "$(dirname "$0")/.."

[ "$(id -u)" = 0 ] || { echo "outages.sh: only root can mount the small disk" >&2; exit 1; }

find_faketime() {
    ls /usr/lib/*/faketime/libfaketime.so.1 /usr/lib*/faketime/libfaketime.so.1 2>/dev/null | head -1 || true
}

faketime=$(find_faketime)
if [ -z "$faketime" ] && command -v apt-get >/dev/null; then
    echo "outages.sh: installing the Debian package libfaketime" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libfaketime; } >&2
    faketime=$(find_faketime)
fi
[ -n "$faketime" ] || { echo "outages.sh: libfaketime is missing (Debian: apt-get install libfaketime)" >&2; exit 1; }

disk=$(mktemp -d)
trap 'umount "$disk" 2>/dev/null; rmdir "$disk"' EXIT
mount -t tmpfs -o size=256m,mode=1777 recado-small-disk "$disk"
export RECADO_SMALL_DISK=$disk RECADO_FAKETIME=$faketime
TMPDIR=$disk scripts/postgres.sh run --durable env "TMPDIR=${TMPDIR:-/tmp}" "$@"
