#!/usr/bin/env bash
# Lets a fuzzer make up what strangers hand to Recado: every target of fuzz/, one after another, each for SECONDS.
#
#   scripts/fuzz.sh SECONDS [TARGET]      prints what each one did; ends with the first crash
#
# It begins with the seeds of fuzz/corpus and with what it learned before, fuzz/learned.tar.gz; what it learns goes to target/fuzz.
# `--keep` instead of SECONDS: that is made small and becomes fuzz/learned.tar.gz.
# The sanitizer and the coverage need switches that only a nightly compiler offers; RUSTC_BOOTSTRAP lets ours have them, here
# alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:?usage: scripts/fuzz.sh SECONDS|--keep [TARGET]}
tools=$PWD/target/tools version=0.13.1
export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$PWD/target/fuzz-build PATH="$tools/bin:$PATH"
unset CARGO_PROFILE_DEV_DEBUG CARGO_BUILD_JOBS

if ! grep -qs "\"cargo-fuzz $version " "$tools/.crates2.json"; then
    echo "fuzz.sh: building cargo-fuzz $version" >&2
    env -u CARGO_TARGET_DIR cargo install --quiet --locked --debug --root "$tools" "cargo-fuzz@$version"
fi

# A body as large as a fuzzer makes use of; the slowest answer to one, in seconds.
longest=16384 slowest=2

for target in ${2:-$(sed -n 's/^name = "\([a-z]*\)"$/\1/p' fuzz/Cargo.toml)}; do
    learned=target/fuzz/$target seeds=fuzz/corpus/$target
    if [ ! -d "$learned" ]; then
        mkdir -p "$learned"
        tar -xzf fuzz/learned.tar.gz -C target/fuzz "./$target"
    fi
    if [ "$seconds" = --keep ]; then
        small=target/fuzz-small/$target
        rm -rf "$small" && mkdir -p "$small"
        cargo fuzz run "$target" -- -merge=1 -max_len=$longest "$PWD/$small" "$PWD/$learned" 2>&1 | tail -1
        continue
    fi
    log=target/fuzz/$target.log
    cargo fuzz run "$target" "$learned" "$seeds" -- -max_total_time="$seconds" -max_len=$longest -timeout=$slowest \
        -print_final_stats=1 >"$log" 2>&1 || { tail -40 "$log"; echo "fuzz: $target FAILED"; exit 1; }
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    slow=$(sed -n 's/^stat::slowest_unit_time_sec: *//p' "$log")
    echo "fuzz: $target: $runs inputs in $seconds s, none crashed, slowest $slow s, $(find "$learned" "$seeds" -type f | wc -l) in the corpus"
done
if [ "$seconds" = --keep ] && [ -z "${2:-}" ]; then
    tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C target/fuzz-small -czf fuzz/learned.tar.gz .
    echo "fuzz: kept in fuzz/learned.tar.gz: $(find target/fuzz-small -type f | wc -l) inputs, $(du -h fuzz/learned.tar.gz | cut -f1)"
fi
