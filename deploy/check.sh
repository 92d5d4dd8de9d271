#!/usr/bin/env bash
# Checks everything for operators that no compiler sees: Dockerfile, compose, systemd unit, Kubernetes manifests, nginx, alert rules,
# dashboards, log shipping. Without a daemon, a cluster or a network; some seconds. `make deploy` and .ci/run run it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

kubernetes=1.34 # the oldest release whose schemas the manifests must fit
most_exposed=15 # of 100, as systemd-analyze rates the unit

tools=$(scripts/python.sh checks)
scripts/debian.sh promtool prometheus
scripts/debian.sh systemd-analyze systemd
nginx=$(scripts/nginx.sh)
folder=$(mktemp -d "${TMPDIR:-/tmp}/recado-deploy.XXXXXX")
trap 'rm -rf "$folder"' EXIT

say() { echo "deploy: $*"; }

say "Dockerfile"
"$tools/hadolint" Dockerfile

say "YAML"
"$tools/yamllint" --strict -d '{extends: relaxed, rules: {line-length: {max: 160}}}' docker-compose.yml deploy

say "compose"
SITE_DOMAIN=recado.example.com "$tools/docker-compose" --env-file /dev/null config --quiet

say "nginx"
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null
# Names of compose's network, and a line that nginx knows since 1.25.1.
sed -e "s#server \(api\|web\):8080#server 127.0.0.1:8080#; /http2 on;/d; s#/tls/#$folder/#; s#^pid .*#pid $folder/pid;#" \
    deploy/compose/nginx.conf >"$folder/nginx.conf"
"$nginx" -t -q -c "$folder/nginx.conf" -e stderr

say "shell"
for script in deploy/compose/*.sh deploy/check.sh; do
    if head -n 1 "$script" | grep -q bash; then bash -n "$script"; else sh -n "$script"; fi
done

say "systemd"
# The binary is not installed here; everything else of the unit is read as it is.
sed "s#^ExecStart=/usr/local/bin/recado#ExecStart=/bin/true#" deploy/systemd/recado.service >"$folder/recado.service"
systemd-analyze verify --man=no --recursive-errors=no "$folder/recado.service"
systemd-analyze security --offline=true --no-pager --threshold="$most_exposed" "$folder/recado.service" | tail -n 1

say "Kubernetes"
for manifest in deploy/kubernetes/*.yaml; do
    "$tools/kubernetes-validate" --strict --quiet -k "$kubernetes" "$manifest"
done

say "alerts"
promtool check rules deploy/monitoring/alerts.yml >/dev/null
(cd deploy/monitoring && promtool check config --syntax-only prometheus.yml >/dev/null && promtool test rules alerts.test.yml)

say "figures"
"$tools/python" deploy/monitoring/check.py
