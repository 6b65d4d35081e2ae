#!/bin/bash
# Counts the instructions of some runs over articles of our own, which does not depend on how busy a machine is:
#   benches/instructions.sh [--write] [RHETOR]
# Needs valgrind. Compares with what benches/instructions.csv holds, which --write renews: a change that makes a run
# slower shows there. Ends with 1 where a run takes more than 3 in 100 more instructions than the file says.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
write=
[ "${1:-}" = --write ] && { write=1; shift; }
rhetor=$(realpath "${1:-$root/target/release/rhetor}")
kept=$root/benches/instructions.csv
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"

count() {
    local code=0
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$rhetor" "$@" >/dev/null 2>"$work/said" || code=$?
    [ "$code" = 0 ] || [ "$code" = 3 ] || { cat "$work/said" >&2; exit 1; }
    sed -n 's/.*Collected : //p' "$work/said"
}

"$root/benches/corpus.sh" 1 >"$work/corpus.jsonl"
first=$(ls "$root"/tests/sample/*.txt | head -1)
declare -A runs=(
    [start]="--version"
    [one_article]="score $first -o $work/out --force -q -j 1"
    [one_megabyte]="score $work/corpus.jsonl -o $work/out --force -q -j 1"
    [quotes_all]="score $work/corpus.jsonl -o $work/out --force -q -j 1 --quotes all"
)
worse=0
echo run,instructions >"$work/new.csv"
for run in start one_article one_megabyte quotes_all; do
    # shellcheck disable=SC2086
    now=$(count ${runs[$run]})
    echo "$run,$now" >>"$work/new.csv"
    before=$(sed -n "s/^$run,//p" "$kept" 2>/dev/null || true)
    awk -v run="$run" -v now="$now" -v before="${before:-0}" 'BEGIN {
        printf "%-14s %15.0f", run, now
        if (before > 0) printf "  %+.1f %%", 100 * (now / before - 1)
        print ""
        exit before > 0 && now > 1.03 * before }' || worse=1
done
[ -z "$write" ] || { cp "$work/new.csv" "$kept"; exit 0; }
exit $worse
