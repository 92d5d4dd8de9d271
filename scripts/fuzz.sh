#!/usr/bin/env bash
# Lets a fuzzer make up what strangers hand to Recado: every target of fuzz/, one after another, each for SECONDS.
#
#   scripts/fuzz.sh SECONDS [TARGET]      prints what each one did; ends with the first crash
#
# What it learns goes to target/fuzz, beside the corpus that is kept in fuzz/corpus. `--keep` instead of SECONDS: what it has
# learned is made small and kept there.
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
    learned=target/fuzz/$target kept=fuzz/corpus/$target
    mkdir -p "$learned" "$kept"
    if [ "$seconds" = --keep ]; then
        cp -n "$kept"/* "$learned"/ 2>/dev/null || true
        rm -rf "$kept" && mkdir -p "$kept"
        cargo fuzz run "$target" -- -merge=1 -max_len=$longest "../$kept" "../$learned" 2>&1 | tail -1
        echo "fuzz: $target: $(find "$kept" -type f | wc -l) kept, $(du -sh "$kept" | cut -f1)"
        continue
    fi
    log=target/fuzz/$target.log
    cargo fuzz run "$target" "$learned" "$kept" -- -max_total_time="$seconds" -max_len=$longest -timeout=$slowest \
        -print_final_stats=1 >"$log" 2>&1 || { tail -40 "$log"; echo "fuzz: $target FAILED"; exit 1; }
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    slow=$(sed -n 's/^stat::slowest_unit_time_sec: *//p' "$log")
    echo "fuzz: $target: $runs inputs in $seconds s, none crashed, slowest $slow s, $(find "$learned" "$kept" -type f | wc -l) in the corpus"
done
