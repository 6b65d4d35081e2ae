#!/usr/bin/env bash
# What a terabyte would cost: scores and merges the corpus and four times as much, each in one thread, and carries
# processor time, bytes and memory on from there. Arguments: see common.sh. Needs GNU time.
megabytes=40
. "$(dirname "$0")/common.sh"
/usr/bin/time -f '' true 2>/dev/null || fail "needs GNU time as /usr/bin/time"

# used FILE COMMAND…: FILE gets the seconds of processor time and the kilobytes of memory of the command.
used() {
    local to=$1
    shift
    counted /usr/bin/time -q -o "$to" -f '%U %S %M' "$@"
    tail -n 1 "$to" | awk '{ print $1 + $2, $3 }' >"$to.sum"
    mv "$to.sum" "$to"
}

# measured MEGABYTES: a line of bytes and articles, bytes of parts, seconds and kilobytes to score, and to merge.
measured() {
    megabytes=$1
    corpus
    used scoring rhetor score --stream -j 1 -q <articles.jsonl >part
    used merging rhetor merge part --order parts -j 1 -o results
    echo "$(wc -c <articles.jsonl)" "$(wc -l <articles.jsonl)" "$(wc -c <part)" "$(cat scoring merging)" \
        "$(($(wc -l <results/speakers.csv) - 1))" "$(size results)" | tr '\n' ' '
    echo
    rm -rf results part
}

[ $((megabytes * 40)) -lt "$(df -Pm . | awk 'NR == 2 { print $4 }')" ] || fail "needs $((megabytes * 40)) MB in $work"
small=$megabytes
{
    measured "$small"
    measured $((small * 4))
} | awk '
{
    bytes[NR] = $1; articles[NR] = $2; parts[NR] = $3; speakers[NR] = $8; tables[NR] = $9
    score_s[NR] = $4; score_kb[NR] = $5; merge_s[NR] = $6; merge_kb[NR] = $7
    printf "%.0f MB, %d articles, %d speakers: score %.1f s and %.0f MB; parts %.0f MB; merge %.1f s and %.0f MB; tables %.0f MB\n",
        $1 / 1e6, $2, $8, $4, $5 / 1024, $3 / 1e6, $6, $7 / 1024, $9 / 1e6
}
END {
    more = bytes[2] - bytes[1]
    printf "a terabyte more: score %.0f core-hours; parts %.1f TB; merge %.0f core-hours and %.0f GB of memory; tables %.1f TB\n",
        (score_s[2] - score_s[1]) / more * 1e12 / 3600, (parts[2] - parts[1]) / more,
        (merge_s[2] - merge_s[1]) / more * 1e12 / 3600, (merge_kb[2] - merge_kb[1]) * 1024 / more * 1e12 / 1e9,
        (tables[2] - tables[1]) / more
    printf "of an article more: %.0f bytes of memory in merge, new speakers included\n",
        (merge_kb[2] - merge_kb[1]) * 1024 / (articles[2] - articles[1])
}'
