"""Does the jobs of spark.sh, in one session: `spark.py RECIPE`, in its folder.

Reads a job a line, `HOW PARTITIONS PROGRAM PARTS`, and answers in a line: how it ended, how many tasks failed on the
way, how many seconds it took. Why it failed stands in PARTS.why.
"""

import sys
import time
from pathlib import Path

from pyspark.sql import SparkSession

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from rhetor_spark import scored  # noqa: E402

RECIPE = Path(sys.argv[1]).read_text()
INPUT = Path("articles.jsonl").resolve()
SCHEMA = "id string, source string, date string, title string, text string"


def session():
    """Two workers of one core and 1,024 MB each, in processes of their own."""
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("rhetor")
    builder = builder.config("spark.ui.enabled", "false")
    # Files on a disk have blocks of 32 MB, and no partition is larger than a block.
    builder = builder.config("spark.hadoop.fs.local.block.size", str(1 << 40))
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    spark.sparkContext.addPyFile(str(HERE / "rhetor_spark.py"))
    return spark


def pipe(spark, parts, partitions, program, checked=True):
    """Runs what the README prints, with other names, another number and, if asked, without checkCode."""
    changes = {
        "/data/articles.jsonl": str(INPUT),
        "/usr/local/bin/rhetor": program,
        "/data/parts": parts,
        "400": str(partitions),
        "checkCode=True": f"checkCode={checked}",
    }
    text = RECIPE
    for printed, run in changes.items():
        if printed not in text:
            sys.exit(f"the recipe has no {printed}")
        text = text.replace(printed, run)
    exec(text, {"spark": spark})


def arrow(spark, parts, partitions, program):
    """mapInArrow over the lines as they stand, those that are no articles too."""
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(INPUT.stat().st_size // partitions + 1))
    scored(spark.read.text(str(INPUT)), f"{program} score --stream -j 1").write.text(parts)


def columns(spark, parts, partitions, program):
    """mapInArrow over a DataFrame of columns, as from a table: there a line that is no article never was."""
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(INPUT.stat().st_size // partitions + 1))
    articles = spark.read.schema(SCHEMA).json(str(INPUT)).where("text IS NOT NULL")
    scored(articles, f"{program} score --stream -j 1").write.text(parts)


def unchecked(spark, parts, partitions, program):
    pipe(spark, parts, partitions, program, checked=False)


HOW = {"pipe": pipe, "arrow": arrow, "columns": columns, "unchecked": unchecked}


def run(spark, how, partitions, program, parts):
    sc = spark.sparkContext
    began = time.monotonic()
    group = f"{parts} {began}"
    sc.setJobGroup(group, group)
    try:
        HOW[how](spark, parts, int(partitions), program)
        end = "done"
    except Exception as failure:
        end = "failed"
        Path(f"{parts}.why").write_text(str(failure))
    seconds = time.monotonic() - began
    status = sc.statusTracker()
    stages = [s for j in status.getJobIdsForGroup(group) for s in status.getJobInfo(j).stageIds]
    infos = [status.getStageInfo(stage) for stage in stages]
    return end, sum(info.numFailedTasks for info in infos if info), f"{seconds:.0f}"


def main():
    spark = session()
    for line in sys.stdin:
        print(*run(spark, *line.split()), flush=True)
    spark.stop()


main()
