#!/usr/bin/env bash
# Makes sure that Node and npm are there, new enough for the web app, and that its packages are installed.
#
#   scripts/node.sh            Node and npm: installs the Debian packages when they are absent and we are root
#   scripts/node.sh packages   the same, then `npm ci` in web/ when the lockfile is newer than what is installed
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
oldest="20.19"

die() {
    echo "node.sh: $*" >&2
    exit 1
}

if ! command -v npm >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "node.sh: installing the Debian packages nodejs and npm" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nodejs npm; } >&2
fi
command -v node >/dev/null || die "Node $oldest or newer is missing (https://nodejs.org, or your system's package nodejs)"
command -v npm >/dev/null || die "npm is missing (it comes with Node; on Debian the package npm)"
found=$(node -p process.versions.node)
[ "$(printf '%s\n%s\n' "$oldest" "$found" | sort -V | head -n 1)" = "$oldest" ] || die "Node $found is too old: $oldest or newer is needed"

if [ "${1:-}" = packages ] && [ ! web/node_modules/.package-lock.json -nt web/package-lock.json ]; then
    npm ci --prefix web --no-audit --no-fund --loglevel=error
    touch web/node_modules/.package-lock.json
fi
