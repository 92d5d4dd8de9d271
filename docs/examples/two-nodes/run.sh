#!/usr/bin/env bash
# Two nodes of Recado on one PostgreSQL behind nginx with TLS and HTTP/2, and the simulator as Meta. All on loopback, with
# data in a temporary folder that goes with it.
#
#   docs/examples/two-nodes/run.sh            runs until Ctrl-C and says where everything is
#   docs/examples/two-nodes/run.sh --smoke    sends, receives, ends one node, does it again, and exits: 0 = all well
#
# Needs the built binary (make build, or target/debug/recado), web/dist (make web), Node, openssl; PostgreSQL and nginx are
# found or installed by scripts/postgres.sh and scripts/nginx.sh. RECADO=/path/to/recado names another binary.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../../.." && pwd)

die() {
    echo "two-nodes: $*" >&2
    exit 1
}

if [ -z "${TEST_POSTGRES_URL:-}" ]; then
    exec "$repository/scripts/postgres.sh" run "$0" "$@"
fi

recado=${RECADO:-$(ls -t "$repository"/target/{release,debug}/recado 2>/dev/null | head -1)}
[ -x "$recado" ] || die "no binary: make build, or RECADO=/path/to/recado"
recado=$(realpath "$recado") # it is started in another folder
command -v openssl >/dev/null || die "openssl is missing (Debian: apt-get install openssl)"
command -v node >/dev/null || die "Node is missing: https://nodejs.org"
[ -d "$repository/web/node_modules/socket.io-client" ] || die "the web app's packages are missing: make web"
nginx=$("$repository/scripts/nginx.sh")

folder=$(mktemp -d "${TMPDIR:-/tmp}/recado-two-nodes.XXXXXX")
chmod 711 "$folder" # started by root, nginx works as another user
running=()
stop() {
    local process
    for process in "${running[@]}"; do kill "$process" 2>/dev/null || true; done
    for process in "${running[@]}"; do wait "$process" 2>/dev/null || true; done
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

free_port() {
    node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# Waits until the log of a process has its READY line.
ready() {
    local name=$1 process=$2
    until grep -q '"event":"ready"' "$folder/$name.out" 2>/dev/null; do
        kill -0 "$process" 2>/dev/null || { tail -20 "$folder/$name.err" >&2; die "$name does not start"; }
        sleep 0.1
    done
}

https=${HTTPS_PORT:-$(free_port)}
http=$(free_port)
simulator=$(free_port)
first=$(free_port)
second=$(free_port)

openssl req -x509 -newkey rsa:2048 -nodes -days 7 -subj "/CN=localhost" -addext "subjectAltName=DNS:localhost,IP:127.0.0.1" \
    -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null

# What every node needs to be the same: the database and the two keys. Made anew each time here; yours come from a safe.
export DATABASE_URL=$TEST_POSTGRES_URL
JWT_SECRET=$(openssl rand -base64 32)
RECADO_SECRETS__KEY=$(openssl rand -base64 32)
WHATSAPP_APP_SECRET=$(openssl rand -hex 16)
RECADO_BOOTSTRAP__PASSWORD=$(openssl rand -base64 18)
export JWT_SECRET RECADO_SECRETS__KEY WHATSAPP_APP_SECRET RECADO_BOOTSTRAP__PASSWORD
export WHATSAPP_VERIFY_TOKEN=two-nodes WHATSAPP_TOKEN=two-nodes
export RECADO_BOOTSTRAP__TENANT=shop RECADO_BOOTSTRAP__EMAIL=owner@shop.example
export RECADO_GRAPH__BASE_URL=http://127.0.0.1:$simulator
export RECADO_SERVER__PUBLIC_URL=https://localhost:$https RECADO_SERVER__TRUSTED_PROXIES=127.0.0.1

start_node() {
    local name=$1 port=$2
    # From its folder: a recado.toml of where this script was called is not meant.
    (cd "$folder" && RECADO_DATA__DIR="$folder/$name" RECADO_SERVER__LISTEN=127.0.0.1:$port exec "$recado" serve) \
        >"$folder/$name.out" 2>"$folder/$name.err" &
    running+=($!)
    ready "$name" $!
}

unset TEST_POSTGRES_URL
"$recado" simulator --listen "127.0.0.1:$simulator" --webhook-url "http://127.0.0.1:$http/webhook/whatsapp" \
    --app-secret "$WHATSAPP_APP_SECRET" --verify-token two-nodes >"$folder/simulator.out" 2>"$folder/simulator.err" &
running+=($!)
ready simulator $!
start_node first "$first"
first_process=$!
start_node second "$second"

sed -e "s#@FOLDER@#$folder#g; s#@FIRST@#$first#g; s#@SECOND@#$second#g; s#@HTTPS@#$https#g; s#@HTTP@#$http#g" \
    "$here/nginx.conf" >"$folder/nginx.conf"
"$nginx" -t -q -c "$folder/nginx.conf" -e stderr || die "nginx refuses the configuration"
"$nginx" -c "$folder/nginx.conf" -e stderr 2>"$folder/nginx.err" &
running+=($!)

export NODE_EXTRA_CA_CERTS=$folder/certificate.pem URL=https://localhost:$https SIMULATOR=http://127.0.0.1:$simulator
smoke() {
    (cd "$repository/web" && node "$here/smoke.mjs" "$1") || {
        for name in first second nginx; do echo "-- $name" && tail -15 "$folder/$name.err"; done >&2
        die "$1: failed"
    }
}

if [ "${1:-}" = --smoke ]; then
    smoke "two nodes"
    kill -TERM "$first_process"
    smoke "while one of them ends"
    wait "$first_process" || die "the first node did not end well"
    smoke "one node"
    exit
fi

cat <<TEXT
Recado:    $URL   (the certificate is its own: your browser will say so)
           sign in as $RECADO_BOOTSTRAP__EMAIL with $RECADO_BOOTSTRAP__PASSWORD
nodes:     http://127.0.0.1:$first (process $first_process), http://127.0.0.1:$second (process ${running[2]}): end one and see
simulator: $SIMULATOR
data, logs: $folder
Ctrl-C ends it all.
TEXT
wait
