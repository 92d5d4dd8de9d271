#!/usr/bin/env bash
# Prints the folder of the Python tools that scripts/python/NAME.txt lists, each at one version; installs them into
# target/tools/python-NAME when they are not there. On Debian and Ubuntu, as root, Python itself too.
#
#   scripts/python.sh checks     prints …/bin
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

list=$PWD/scripts/python/${1:?usage: scripts/python.sh NAME}.txt
folder=$PWD/target/tools/python-$1

if ! python3 -c 'import ensurepip' 2>/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "python.sh: installing the Debian package python3-venv" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; } >&2
fi
python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 10))' ||
    { echo "python.sh: Python 3.10 or newer with venv is missing (Debian: apt-get install python3-venv)" >&2; exit 1; }

if ! cmp -s "$list" "$folder/installed.txt"; then
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --require-virtualenv --requirement "$list" >&2
    cp "$list" "$folder/installed.txt"
fi
echo "$folder/bin"
