#!/usr/bin/env bash
# Runs score.sbatch as an array of Slurm would, task by task in another order, merges, and compares with one process.
# Arguments: see common.sh. There is no Slurm here: a loop sets the variables that it sets.
megabytes=30
. "$(dirname "$0")/common.sh"
recipe slurm | cmp - "$here/score.sbatch" || fail "the README shows another score.sbatch"
corpus
whole articles.jsonl
mkdir parts
last=$(sed -n 's/^#SBATCH --array=1-//p' "$here/score.sbatch")
task() {
    SLURM_ARRAY_TASK_ID=$1 SLURM_ARRAY_TASK_COUNT=$last bash "$here/score.sbatch"
}
for id in $(seq "$last" -2 1) $(seq 1 2 "$last"); do
    task "$id" 2>>said
done
recipe slurm-merge >merge
grep -o 'rhetor merge.*' merge | tr -d "'" >run
counted bash run
same results "Slurm array of $last tasks"

# A task that is killed leaves a part that merge refuses; when it is queued again, all is well.
dying once bin/rhetor
code=0
task 3 2>/dev/null || code=$?
[ "$code" != 0 ] || fail "a killed task went unnoticed"
refused "the part of a killed task" -- rhetor merge parts
task 3 2>>said
rm -rf results
counted bash run
same results "Slurm array, task 3 queued again"
