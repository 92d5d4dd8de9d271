#!/usr/bin/env bash
# Makes sure that a command of a Debian package is there: installs the package when it is absent and we are root.
#
#   scripts/debian.sh promtool prometheus
set -euo pipefail

command=$1 package=$2
if ! command -v "$command" >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "debian.sh: installing the Debian package $package" >&2
    # Its services are not started: they would take ports.
    policy=/usr/sbin/policy-rc.d
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && trap 'rm -f "$policy"' EXIT; }
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"; } >&2
fi
command -v "$command" >/dev/null || { echo "debian.sh: $command is missing (Debian: apt-get install $package)" >&2; exit 1; }
