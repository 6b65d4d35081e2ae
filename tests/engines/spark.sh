#!/usr/bin/env bash
# Runs rhetor under Apache Spark on two local workers, over a few hundred megabytes, by RDD.pipe and by mapInArrow,
# each with 4 and 9 partitions; merges, and compares with one process. Then children of the workers are killed.
# Needs Java 17 or later and python3. Arguments: see common.sh; RHETOR_VENV names an environment to keep.
megabytes=300
. "$(dirname "$0")/common.sh"
java -version 2>/dev/null || fail "needs Java 17 or later"
python_with pyspark pyarrow pandas
corpus
whole articles.jsonl
recipe spark >recipe.py
dying once once
dying always always

export PYSPARK_PYTHON=$python SPARK_LOCAL_DIRS=$work/spark SPARK_WORKER_DIR=$work/workers PYTHONDONTWRITEBYTECODE=1
coproc jobs { "$python" "$here/spark.py" recipe.py 2>spark.log; }
# Bash forgets the descriptors of a process that has ended, and one that is left open keeps it waiting for jobs.
spark=$jobs_PID
exec {ask}>&"${jobs[1]}" {answer}<&"${jobs[0]}"
eval "exec ${jobs[1]}>&- ${jobs[0]}<&-"
trap 'kill "$spark" 2>/dev/null || true; wait || true; rm -rf "$work"' EXIT

# job done|failed PIPE-OR-ARROW PARTITIONS PROGRAM: runs it into parts/, and it must end so.
job() {
    local end
    rm -rf parts parts.why results
    echo "$2 $3 $4 $work/parts" >&"$ask"
    read -r end failures seconds <&"$answer" || fail "Spark ended: $(grep -v '^\s*at ' spark.log | tail -n 20)"
    job="$2, $3 partitions, $(basename "$4")"
    [ "$end" = "$1" ] || fail "$job: $end: $(head -c 2000 parts.why 2>/dev/null)"
    account="$failures failed tasks, $seconds s"
}

# merged: its parts make the tables of one process.
merged() {
    local began=$SECONDS
    counted rhetor merge parts --order parts -o results
    same results "$job: $(ls parts/part-* | wc -l) parts of $(cat parts/part-* | wc -c) bytes, $account, merged in $((SECONDS - began)) s"
}

for how in pipe arrow; do
    for partitions in 4 9; do
        job done $how $partitions "$work/bin/rhetor"
        merged
        lines=$(cat parts/part-* | wc -l)
    done
done

# A DataFrame of columns: its lines are counted otherwise, for some lines of the file are no articles.
job done columns 4 "$work/bin/rhetor"
counted rhetor merge parts --order parts -o results
same_without_lines results "$job, a DataFrame of $(ls parts/part-* | wc -l) parts"

# A child that is killed half-way: its task fails, is repeated, and nothing is missing.
for how in pipe arrow; do
    rm -rf once.dead
    job done $how 4 "$work/once"
    [ -d once.dead ] && [ "$failures" -ge 1 ] || fail "$job: no task failed"
    merged
done

# Children that are always killed: the job fails, and there is nothing to merge.
for how in pipe arrow; do
    job failed $how 4 "$work/always"
    [ ! -e parts/_SUCCESS ] || fail "$job says that it is complete"
    echo "failed: $job: $account: $(grep -m 1 -o 'exited with error code.*\|score --stream -j 1 ended with.*' parts.why)"
    refused "$job" -- rhetor merge parts
done

# Without checkCode Spark takes what a killed child had written for the whole and says nothing; merge refuses it.
rm -rf once.dead
job done unchecked 4 "$work/once"
[ -d once.dead ] && [ "$failures" = 0 ] || fail "$job: $account"
echo "unnoticed: $job: $account, $(cat parts/part-* | wc -l) of $lines lines"
refused "$job" -- rhetor merge parts

exec {ask}>&-
wait "$spark" || fail "Spark ended with $?"
