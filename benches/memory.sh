#!/bin/sh
# What a run remembers: its peak of memory for a collection of MEGABYTES in which nothing is
# printed twice, with so many SPEAKERS, the collection made on the fly and read from a pipe.
#   benches/memory.sh MEGABYTES SPEAKERS [OPTIONS OF rhetor score]
#   benches/memory.sh [MEGABYTES]        three runs, the largest of so many (else 4,000), and
#                                        what a quote and a speaker cost
# The findings go nowhere, so no room on the disk is needed: what is remembered is the same.
# Needs GNU time. RHETOR names the program, else it is target/release/rhetor.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
rhetor=${RHETOR:-$here/target/release/rhetor}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# Articles of 8 quotes of 25 words each, of the words of our own articles in an order of chance.
articles() {
    cat "$here"/tests/sample/*.txt "$here"/tests/golden/*.txt | tr -cs 'A-Za-z' '\n' | LC_ALL=C sort -u |
        awk -v bytes="$1"000000 -v speakers="$2" '
        function chance(below) { seed = seed * 16807 % 2147483647; return seed % below }
        function words(count,  text) {
            text = word[chance(n)]
            while (--count) text = text " " word[chance(n)]
            return text
        }
        function name(number,  text, at) {
            for (at = 0; at < 4; at++) { text = text syllable[number % 20 + 1]; number = int(number / 20) }
            return "John " toupper(substr(text, 1, 1)) substr(text, 2)
        }
        /^[a-z][a-z][a-z]+$/ { word[n++] = $0 }
        END {
            seed = 42
            split("ba de fi go lu ma ne pi ro su ta ve wi zo ka le mi no pu ra", syllable, " ")
            while (written < bytes) {
                line = "{\"id\": \"m" ++article "\", \"text\": \""
                for (quote = 0; quote < 8; quote++)
                    line = line "“We " words(24) ",” said " name(chance(speakers)) ". The " words(45) ".\\n\\n"
                line = line "\"}"
                written += length(line) + 1
                print line
            }
        }'
}

# One run: its peak in kilobytes, its quotes and its speakers, in one line.
run() {
    megabytes=$1 speakers=$2
    shift 2
    articles "$megabytes" "$speakers" | /usr/bin/time -o "$place/time" -f '%M %U %e' \
        "$rhetor" score - -f jsonl "$@" 2> "$place/said" > /dev/null || { cat "$place/said" >&2; exit 1; }
    count() { sed -n "s/.* \([0-9,]*\) $1.*/\1/p" "$place/said" | tail -n 1 | tr -d ,; }
    quotes=$(count quotes) speakers=$(count speakers)
    read -r peak user took < "$place/time"
    echo "$megabytes MB, $quotes quotes, $speakers speakers:" \
        "$((peak / 1024)) MiB at most, $user s of processor, $took s" >&2
    echo "$peak $quotes $speakers"
}

if [ $# -ge 2 ]; then
    run "$@" > "$place/run"
    exit
fi
run 400 1000 > "$place/small"
run 400 400000 > "$place/speakers"
run "${1:-4000}" 1000 > "$place/large"
cat "$place/small" "$place/speakers" "$place/large" | awk '
    { peak[NR] = $1 * 1024; quotes[NR] = $2; speakers[NR] = $3 }
    END {
        printf "%.0f bytes a quote of 25 words, with an eighth of an article\n", (peak[3] - peak[1]) / (quotes[3] - quotes[1])
        printf "%.0f bytes a speaker of few quotes\n", (peak[2] - peak[1]) / (speakers[2] - speakers[1])
    }'
