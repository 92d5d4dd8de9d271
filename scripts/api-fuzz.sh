#!/usr/bin/env bash
# Schemathesis tries every operation of docs/openapi.json on a demo of its own: examples, boundary values, nonsense, and chains of
# calls, as four people of two companies. It fails on 5xx, on answers that the description does not know, on operations that work
# without signing in, and on objects of one company that the other one sees.
#
#   scripts/api-fuzz.sh [SECONDS] [schemathesis options…]      300 seconds; report in target/api-fuzz
#
# RECADO=/path/to/recado names the binary. scripts/api-fuzz.toml says what is left out, and why.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-300}
[ $# -eq 0 ] || shift
recado=${RECADO:-target/debug/recado}
[ -x "$recado" ] || { echo "api-fuzz: no binary: cargo build -p recado-server --bin recado, or RECADO=/path/to/recado" >&2; exit 1; }
tools=$(scripts/python.sh fuzz)

folder=$(mktemp -d "${TMPDIR:-/tmp}/recado-api-fuzz.XXXXXX")
demo=
stop() {
    [ -z "$demo" ] || { kill "$demo" 2>/dev/null || true; wait "$demo" 2>/dev/null || true; }
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

RECADO_LOG__FORMAT=json "$recado" demo --no-personas --data "$folder/demo" --listen 127.0.0.1:0 --simulator-listen 127.0.0.1:0 \
    >"$folder/out" 2>"$folder/err" &
demo=$!
until grep -q '"event":"ready"' "$folder/out"; do
    kill -0 "$demo" 2>/dev/null || { tail -20 "$folder/err" >&2; echo "api-fuzz: the demo does not start" >&2; exit 1; }
    sleep 0.2
done

node scripts/api-fuzz.mjs "$folder"
report=$PWD/target/api-fuzz
rm -rf "$report"
status=0
"$tools/schemathesis" --config-file scripts/api-fuzz.toml run "$folder/openapi.json" --url "$(cat "$folder/url")" \
    --auth-wfc "$folder/people.yaml" --checks all --max-time "$seconds" --max-response-time 2 --report junit,json --report-dir "$report" "$@" || status=$?

kill -0 "$demo" 2>/dev/null || { echo "api-fuzz: the server died" >&2; status=1; }
if grep -i 'panicked\|"level":"error"' "$folder/err"; then
    echo "api-fuzz: the lines above are in the server's log" >&2
    status=1
fi
exit "$status"
