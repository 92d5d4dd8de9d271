#!/usr/bin/env bash
# `make mutants`: the suite on SQLite, with every statement tried beside neighbours and without its tenant predicate; then what was found.
# Tests that look at the clock may fail under it: only what was found counts.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo=${CARGO:-cargo}
RECADO_MUTANTS=$PWD/${CARGO_TARGET_DIR:-target}/mutants
export RECADO_MUTANTS
rm -rf "$RECADO_MUTANTS"
mkdir -p "$RECADO_MUTANTS"
tests=(-p recado-it -p recado-storage --features recado-it/mutants)
if "$cargo" nextest --version >/dev/null 2>&1; then
  scripts/postgres.sh run "$cargo" nextest run "${tests[@]}" --no-fail-fast -E 'not test(/postgres/)' || echo "some tests failed under it"
else
  scripts/postgres.sh run "$cargo" test "${tests[@]}" --no-fail-fast -- --skip postgres || echo "some tests failed under it"
fi
"$cargo" test --quiet -p recado-storage --features mutants --lib mutants::verdicts -- --ignored --nocapture
