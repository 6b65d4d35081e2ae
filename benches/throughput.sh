#!/bin/bash
# How fast rhetor is beside other programs, on the same file in the same run:
#   benches/throughput.sh [MEGABYTES [RHETOR [PYTHON]]]
# MEGABYTES is the size of the corpus (100), RHETOR the program (else target/release/rhetor), PYTHON an interpreter
# that has the packages to compare with (vaderSentiment, spacy; else python3). What is not installed is left out and
# named. Each program runs three times, in turn, so that all meet the same noise; the middle time counts.
# Prints a table of Markdown: seconds, megabytes a second, and the time as a multiple of that of `wc -w`.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
megabytes=${1:-100}
rhetor=$(realpath "${2:-$root/target/release/rhetor}")
python=${3:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$root/benches/corpus.sh" "$megabytes" >corpus.jsonl
bytes=$(wc -c <corpus.jsonl)

# The words of the war lexicon that are one word, for a program that only counts them.
awk -F, 'NR > 1 && $1 ~ /^[a-z]+$/ { print $1 }' "$root/lexicons/war/terms.csv" >words.txt

names=() ; commands=() ; left_out=()
add() { names+=("$1"); commands+=("$2"); }
add 'wc -w' 'wc -w corpus.jsonl'
add "rg, $(wc -l <words.txt) words of war, counted" 'rg -c -i -w -F -f words.txt corpus.jsonl'
add 'rhetor score -o, 2 threads' '"$rhetor" score corpus.jsonl -o out --force -q -j 2'
add 'rhetor score -o, 1 thread' '"$rhetor" score corpus.jsonl -o out --force -q -j 1'
add 'the same as single files, 2 threads' '"$rhetor" score folder -o out --force -q -j 2'
add 'rhetor score --quotes all, 2 threads' '"$rhetor" score corpus.jsonl -o out --force -q -j 2 --quotes all'
add 'vaderSentiment, whole articles' '"$python" peer.py vader'
add 'spaCy, tokenizer and PhraseMatcher' '"$python" peer.py spacy'

cat >peer.py <<'PY'
import json, sys
def texts_of(lines):
    for line in lines:
        try:
            yield json.loads(line)["text"] or ""
        except (ValueError, KeyError, TypeError):
            pass  # The corpus has lines that are no article.
texts = texts_of(open("corpus.jsonl", encoding="utf-8", errors="replace"))
if sys.argv[1] == "vader":
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    score = SentimentIntensityAnalyzer().polarity_scores
    print(sum(score(text)["compound"] > 0 for text in texts))
else:
    import spacy
    from spacy.matcher import PhraseMatcher
    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("war", list(nlp.pipe(open("words.txt", encoding="utf-8").read().split())))
    print(sum(len(matcher(doc)) for doc in nlp.pipe(texts)))
PY
# What slow programs read: the first part of the corpus, whose time is scaled up.
slow_share=50
"$python" - <<'PY' || true
import json, os
os.mkdir("folder")
for n, line in enumerate(open("corpus.jsonl", encoding="utf-8")):
    try:
        record = json.loads(line)
        text = record["text"]
    except (ValueError, KeyError, TypeError):
        continue
    with open(f"folder/{n:07}.txt", "w", encoding="utf-8") as out:
        out.write(text or "")
PY

usable() {
    case $1 in
    *peer.py\ vader) "$python" -c 'import vaderSentiment' 2>/dev/null ;;
    *peer.py\ spacy) "$python" -c 'import spacy' 2>/dev/null ;;
    rg*) command -v rg >/dev/null ;;
    *folder*) [ -d folder ] ;;
    esac
}

once() {
    local began ended code=0
    began=$(date +%s%N)
    eval "$1" >/dev/null 2>errors || code=$?
    ended=$(date +%s%N)
    # 3: finished, but the corpus has lines that are no article.
    [ "$code" = 0 ] || [ "$code" = 3 ] || { cat errors >&2; echo "$1 ended with $code" >&2; exit 1; }
    echo $((ended - began))
}

declare -A times
for round in 1 2 3; do
    for at in "${!names[@]}"; do
        command=${commands[$at]}
        if ! usable "$command"; then
            [ "$round" = 1 ] && left_out+=("${names[$at]}")
            continue
        fi
        if [[ $command == *peer.py* ]]; then
            mv corpus.jsonl whole.jsonl
            head -c $((bytes / slow_share)) whole.jsonl >corpus.jsonl
            took=$(once "$command")
            times[$at]+=" $((took * slow_share))"
            mv whole.jsonl corpus.jsonl
        else
            took=$(once "$command")
            times[$at]+=" $took"
        fi
    done
done

echo "$((bytes / 1000000)) MB, $(wc -l <corpus.jsonl) articles; $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) cores"
echo
echo '| program | s | MB/s | times `wc -w` |'
echo '|---|---|---|---|'
middle() { tr ' ' '\n' <<<"$1" | grep . | sort -n | sed -n 2p; }
base=$(middle "${times[0]}")
for at in "${!names[@]}"; do
    [ -n "${times[$at]:-}" ] || continue
    awk -v name="${names[$at]}" -v time="$(middle "${times[$at]}")" -v base="$base" -v bytes="$bytes" 'BEGIN {
        printf "| %s | %.2f | %.1f | %.1f |\n", name, time / 1e9, bytes * 1000 / time, time / base }'
done
for name in "${left_out[@]}"; do echo "left out, not installed: $name"; done
