#!/usr/bin/env bash
# Looks for secrets in every file that git knows: the shapes in which keys and tokens are given out. Prints where, never what.
#
#   scripts/secrets.sh            exits 1 when there is one that scripts/secrets.txt does not excuse
#   scripts/secrets.sh --check    plants one of each kind in a repository of its own and looks whether all are found
set -euo pipefail

shapes=(
    'Meta access token|\bEAA[A-Za-z0-9]{20,}'
    'API key of ours|\brck_[A-Za-z0-9_-]{40,}'
    'private key|-----BEGIN ([A-Z]+ )?PRIVATE KEY-----'
    'AWS access key|\b(AKIA|ASIA)[0-9A-Z]{16}\b'
    'GitHub token|\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})'
    'GitLab token|\bglpat-[A-Za-z0-9_-]{20,}'
    'Google key|\bAIza[0-9A-Za-z_-]{35}\b|\bGOCSPX-[A-Za-z0-9_-]{20,}'
    'Slack token|\bxox[abprs]-[A-Za-z0-9-]{10,}'
    'package registry token|\b(npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}|cio[A-Za-z0-9]{32})\b'
    'JSON web token|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}'
    'password in an address|[a-z]+://[A-Za-z0-9._-]+:[^@/ $*…"'"'"'{}<>]{4,}@[A-Za-z0-9]'
    'key or secret that is set|(SECRET|TOKEN|PASSWORD|_KEY)["'"'"']?\]? ?[=:,] ?["'"'"']?([0-9a-f]{32,}|[A-Za-z0-9+/]{40,}={0,2})(["'"'"' ]|$)'
)

# Prints "file:line: what" for each find in the repository of this folder.
scan() {
    local shape
    for shape in "${shapes[@]}"; do
        git grep -InPo -e "${shape#*|}" -- . ':!*package-lock.json' ':!Cargo.lock' | while IFS=: read -r file line found; do
            # The excuse names the file and a digest of what stands there, so that it covers nothing else in it.
            printf '%s:%s: %s %s\n' "$file" "$line" "${shape%%|*}" "$(printf '%s' "$found" | sha256sum | cut -c1-16)"
        done
    done
}

check() {
    local kinds found
    folder=$(mktemp -d "${TMPDIR:-/tmp}/recado-secrets.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    cd "$folder"
    git init -q
    local ten=abcdefghij thirty=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123
    {
        echo "EAA$thirty"
        echo "rck_$thirty$ten"
        echo "-----BEGIN PRIVATE"" KEY-----"
        echo "AKIA${thirty:0:16}"
        echo "ghp_$thirty$ten"
        echo "glpat-$thirty"
        echo "AIza$thirty${ten:0:5}"
        echo "xoxb-$ten"
        echo "npm_$thirty${ten:0:6}"
        echo "eyJ$ten.eyJ$ten.$ten"
        echo "postgres://ana:${ten}@db"
        echo "JWT_SECRET=$thirty$ten"
    } >planted
    git add planted
    kinds=${#shapes[@]}
    found=$(scan | cut -d: -f2 | sort -u | wc -l)
    [ "$found" = "$kinds" ] || { echo "secrets: $found of $kinds planted secrets are found" >&2; scan >&2; exit 1; }
}

if [ "${1:-}" = --check ]; then
    check
    exit
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."
problems=$(scan | while read -r line; do
    file=${line%%:*} digest=${line##* }
    grep -qF "$file $digest" scripts/secrets.txt || echo "$line"
done)
[ -z "$problems" ] || {
    echo "$problems"
    echo "secrets: take them out and make them invalid; what only looks like one goes into scripts/secrets.txt"
    exit 1
}
