#!/usr/bin/env bash
# A private mail server for tests: aiosmtpd on a free loopback port, with a certificate of its own in FOLDER.
#
#   scripts/smtp.sh FOLDER starttls|implicit
#   scripts/smtp.sh --check      only installs what it needs
#
# Prints "READY PORT", then one line of JSON for each mail that it took; ends with its standard input. FOLDER/ca.pem is what a
# client must trust. It wants the user `recado` with the password `post haste`, and encryption before both.
# Installs the Debian package python3-aiosmtpd when it is absent and we are root.
set -euo pipefail

folder=${1:?which folder}
mode=${2-}
[ "$folder" = --check ] || : "${mode:?starttls or implicit}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

find_python() {
    local python
    for python in "${PYTHON:-python3}" /usr/bin/python3; do
        "$python" -c 'import aiosmtpd' 2>/dev/null && { echo "$python"; return; }
    done
    return 0 # none: not an error that ends this script
}

python=$(find_python)
if [ -z "$python" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "smtp.sh: installing the Debian package python3-aiosmtpd" >&2
    # Several tests may ask at once.
    (
        flock 9
        [ -n "$(find_python)" ] || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-aiosmtpd; }
    ) 9>"${TMPDIR:-/tmp}/recado-aiosmtpd.lock" >&2
    python=$(find_python)
fi
if [ -z "$python" ]; then
    echo "smtp.sh: aiosmtpd is missing (Debian: apt-get install python3-aiosmtpd), or name a Python that has it: PYTHON=/path/to/python3" >&2
    exit 1
fi
[ "$folder" != --check ] || exit 0
command -v openssl >/dev/null || { echo "smtp.sh: openssl is missing (Debian: apt-get install openssl)" >&2; exit 1; }

cd "$folder"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=recado test authority" \
    -addext "basicConstraints=critical,CA:TRUE" -keyout ca.key -out ca.pem 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=localhost" -keyout key.pem -out request.pem 2>/dev/null
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n' >names
openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out cert.pem 2>/dev/null
exec "$python" "$here/smtp.py" "$mode"
