#!/bin/bash
# Whether what a megabyte costs stays the same, for more articles and for more rows of a lexicon:
#   benches/growth.sh [RHETOR [MEGABYTES...]]
# RHETOR is the program (else target/release/rhetor); MEGABYTES are the sizes of the collections, which are made on
# the fly (else 500 1000 2000 4000: a quarter of an hour). Machines are faster in one minute than in the next, so each
# is measured beside 250 MB of its own. Then 100 MB are scored with lexicons of 500, 5,000 and 50,000 rows, the first
# 300 of which are the same words of war and are all that is found.
# Prints processor time of rhetor alone (GNU time), which other programs change less than the clock. The findings go
# nowhere, as lines of JSON, so no room on the disk is needed.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
rhetor=$(realpath "${1:-$root/target/release/rhetor}")
shift || true
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Scores so many megabytes; prints seconds of processor time and MiB at most.
once() {
    local megabytes=$1 code=0
    shift
    "$root/benches/corpus.sh" "$megabytes" |
        /usr/bin/time -q -o time -f '%U %S %M' "$rhetor" score - -q -f jsonl "$@" >/dev/null 2>errors || code=$?
    # 3: finished, but the corpus has lines that are no article.
    [ "$code" = 0 ] || [ "$code" = 3 ] || { cat errors >&2; exit 1; }
    awk '{ printf "%.1f %d\n", $1 + $2, $3 / 1024 }' time
}

[ $# -gt 0 ] || set -- 500 1000 2000 4000
echo '| MB | s a MB | of 250 MB just before | ratio | MiB at most |'
echo '|---|---|---|---|---|'
for megabytes; do
    read -r few _ < <(once 250)
    read -r seconds peak < <(once "$megabytes")
    awk -v mb="$megabytes" -v s="$seconds" -v few="$few" -v peak="$peak" 'BEGIN {
        printf "| %d | %.3f | %.3f | %.2f | %d |\n", mb, s / mb, few / 250, (s / mb) / (few / 250), peak }'
done
echo
echo '| rows | processor s for 100 MB |'
echo '|---|---|'
for rows in 500 5000 50000; do
    {
        echo term,category
        awk -F, 'NR > 1 && $1 ~ /^[a-z]+$/ && n++ < 300 { print $1 ",war" }' "$root/lexicons/war/terms.csv"
        seq 300 "$((rows - 1))" | sed 's/.*/made&word,war/'
    } >"rows$rows.csv"
    read -r seconds _ < <(once 100 --no-builtin -l "rows$rows.csv")
    echo "| $rows | $seconds |"
done
