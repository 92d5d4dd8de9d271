#!/usr/bin/env bash
# Prints where nginx is, for docs/examples/two-nodes. Installs the Debian package when it is absent and we are root.
set -euo pipefail

find_nginx() {
    PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "${NGINX:-nginx}" || true
}

found=$(find_nginx)
if [ -z "$found" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "nginx.sh: installing the Debian package nginx-light" >&2
    # Not started: it would take port 80.
    policy=/usr/sbin/policy-rc.d
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && trap 'rm -f "$policy"' EXIT; }
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nginx-light; } >&2
    found=$(find_nginx)
fi
if [ -z "$found" ]; then
    echo "nginx.sh: nginx is missing (Debian: apt-get install nginx-light), or name it: NGINX=/path/to/nginx" >&2
    exit 1
fi
echo "$found"
