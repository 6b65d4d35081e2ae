"""Scores a DataFrame of articles with rhetor, one process a partition; for pyspark 3.4 or later.

    from rhetor_spark import scored
    spark.sparkContext.addPyFile("rhetor_spark.py")
    scored(articles, "/usr/local/bin/rhetor score --stream -j 1").write.text("parts")

The DataFrame has a column `text`, and `id`, `date`, `source` and so on where known; or it has only a column
`value`, whose rows are lines of JSON as they stand. What is written is for `rhetor merge`. A process that fails
or is killed fails its task, which Spark repeats.
"""

import shlex
import subprocess
import threading

import pyarrow
from pyspark.sql import functions

LINES = 1000


def scored(articles, command):
    """A DataFrame of the lines that the command prints for each partition of the articles."""
    lines = articles
    if articles.columns != ["value"]:
        lines = articles.select(functions.to_json(functions.struct("*")).alias("value"))
    return lines.mapInArrow(lambda batches: _through(command, batches), "value string")


def _through(command, batches):
    # Also for a partition without articles: its last line says that there were none.
    child = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    failures = []
    feeder = threading.Thread(target=_feed, args=(child, batches, failures), daemon=True)
    feeder.start()
    try:
        lines = []
        for line in child.stdout:
            lines.append(line.rstrip(b"\n").decode())
            if len(lines) == LINES:
                yield _batch(lines)
                lines = []
        yield _batch(lines)
        feeder.join()
        code = child.wait()
        if failures:
            raise failures[0]
        if code:
            raise RuntimeError(f"{command} ended with {code}")
    finally:
        child.kill()
        child.wait()


def _batch(lines):
    return pyarrow.RecordBatch.from_pydict({"value": pyarrow.array(lines, pyarrow.string())})


def _feed(child, batches, failures):
    # One thread writes while the other reads: a child with full pipes on both sides would wait for ever.
    try:
        for batch in batches:
            for line in batch.column(0).to_pylist():
                child.stdin.write(line.encode() + b"\n")
        child.stdin.close()
    except BrokenPipeError:
        pass  # It died, and its code says how.
    except BaseException as failure:  # Else some of the articles would look like all of them.
        child.kill()
        failures.append(failure)
