#!/usr/bin/env bash
# Scores one file with GNU parallel, merges, and compares with one process; then one child is killed.
# Arguments: see common.sh. Where there is no GNU parallel, that of Debian is unpacked beside the corpus.
megabytes=30
. "$(dirname "$0")/common.sh"
if ! parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
    apt-get download -qq parallel >/dev/null 2>&1 || fail "needs GNU parallel (apt-get install parallel)"
    dpkg -x parallel_*.deb unpacked
    PATH=$work/unpacked/usr/bin:$PATH
fi
mkdir -p "$work/home"
export HOME=$work/home
corpus
whole articles.jsonl

recipe parallel >run
counted bash run
same results "GNU parallel, $(ls parts | wc -l) parts"

# A child that is killed is started again.
rm -rf parts results
dying once bin/rhetor
counted bash run
[ -d bin/rhetor.dead ] || fail "no child was killed"
same results "GNU parallel, one child killed and started again"

# What the README warns of: with --pipepart a child that is started again is handed another block.
rm -rf parts
mkdir parts
dying once bin/rhetor
parallel --pipepart -a articles.jsonl --block -2 --retries 3 'rhetor score --stream -j 1 >parts/{#}' </dev/null 2>/dev/null ||
    fail "--pipepart --retries ended with $?; it was known to say nothing"
echo "warned of: --pipepart --retries ended with 0; records in the parts: $(records parts), lines: $(wc -l <articles.jsonl)"

# One that always dies is an error, and merge refuses what it left.
rm -rf parts results
dying always bin/rhetor
code=0
bash run >said 2>&1 || code=$?
[ "$code" != 0 ] && [ "$code" != 3 ] || fail "killed children went unnoticed: $(cat said)"
refused "parts of killed children" -- rhetor merge parts
