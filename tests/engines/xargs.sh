#!/usr/bin/env bash
# Scores a folder of files with xargs -P, merges, and compares with one process; then one child is killed.
# Arguments: see common.sh.
megabytes=30
. "$(dirname "$0")/common.sh"
corpus
mkdir articles
split -n l/9 -a 1 --additional-suffix=.jsonl articles.jsonl articles/
whole articles

recipe xargs >run
counted bash run
same results "xargs -P, $(ls parts | wc -l) parts"

# One child is killed when it has written a hundred lines: xargs says so, and merge refuses its part.
rm -rf parts results
dying once bin/rhetor
code=0
bash run >said 2>&1 || code=$?
[ "$code" != 0 ] && [ "$code" != 3 ] || fail "a killed child went unnoticed: $(cat said)"
[ ! -e results/manifest.json ] || fail "there are results, though a child was killed"
refused "the part of a killed child" -- rhetor merge parts

# The same commands once more: what was killed is scored again.
counted bash run
same results "xargs -P once more, after a child was killed"
