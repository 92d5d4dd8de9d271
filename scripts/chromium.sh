#!/usr/bin/env bash
# Prints where Chromium is, for the journeys in web/e2e. Installs the Debian package when it is absent and we are root.
set -euo pipefail

find_chromium() {
    command -v "${CHROMIUM:-chromium}" || command -v chromium-browser || command -v google-chrome || true
}

found=$(find_chromium)
if [ -z "$found" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "chromium.sh: installing the Debian package chromium" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >&2
    found=$(find_chromium)
fi
if [ -z "$found" ]; then
    echo "chromium.sh: Chromium is missing (Debian: apt-get install chromium), or name it: CHROMIUM=/path/to/chrome" >&2
    exit 1
fi
echo "$found"
