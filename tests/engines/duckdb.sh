#!/usr/bin/env bash
# Adds up parts with DuckDB, and compares its integers with those of one process. Arguments: see common.sh;
# RHETOR_VENV names an environment to keep.
megabytes=30
. "$(dirname "$0")/common.sh"
python_with duckdb
corpus
mkdir parts
for part in 1 2 3 4; do
    split -n l/$part/4 articles.jsonl | rhetor score --stream -q >parts/$part
done
counted rhetor score - -o kept --duplicates keep <articles.jsonl

recipe duckdb >recipe.sql
cat >compare.sql <<'END'
CREATE TABLE long AS
    SELECT * FROM read_csv('kept/speakers_long*.csv', header = true, nullstr = '', all_varchar = true)
    WHERE subcategory IS NULL AND speaker <> '(unattributed)';
CREATE TABLE ours AS
    SELECT DISTINCT speaker_id, n_articles::BIGINT AS n_articles, n_quotes::BIGINT AS n_quotes, n_words::BIGINT AS n_words
    FROM long;
CREATE TABLE our_hits AS
    SELECT speaker_id, category, hits::BIGINT AS hits FROM long WHERE hits::BIGINT > 0;
CREATE TABLE theirs AS SELECT * FROM speakers WHERE speaker_id IS NOT NULL;
CREATE TABLE their_hits AS SELECT * FROM hits WHERE speaker_id IS NOT NULL;
END
cat >sum.py <<'END'
import sys
import duckdb

db = duckdb.connect()
for name in sys.argv[1:]:
    db.execute(open(name).read())
differ = 0
for ours, theirs in ("ours", "theirs"), ("our_hits", "their_hits"):
    for one, other in (ours, theirs), (theirs, ours):
        rows = db.execute(f"FROM {one} EXCEPT FROM {other} ORDER BY ALL").fetchall()
        differ += len(rows)
        for row in rows[:5]:
            print(f"only in {one}:", *row, file=sys.stderr)
[(speakers, quotes, words)] = db.execute("SELECT count(*), sum(n_quotes), sum(n_words) FROM theirs").fetchall()
[(rows, hits)] = db.execute("SELECT count(*), sum(hits) FROM their_hits").fetchall()
if not hits:
    sys.exit("no hits")
print(f"{speakers} speakers, {quotes} quotes, {words} words, {hits} hits in {rows} sums; {differ} differ")
sys.exit(differ > 0)
END
began=$SECONDS
said=$("$python" sum.py recipe.sql compare.sql) || fail "DuckDB: $said"
echo "same: DuckDB over $(cat parts/* | wc -c) bytes of parts in $((SECONDS - began)) s: $said"
