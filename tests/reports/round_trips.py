#!/usr/bin/env python3
"""Reads every report back with the programs that people open it with, cell by cell.

    cargo build && python3 tests/reports/round_trips.py [target/debug/rhetor] [--keep DIR]

It makes a virtual environment with pandas, openpyxl, pyarrow and DuckDB (once, in the system's
temporary folder), scores articles whose names, titles and quotes are as hostile as we could
think of, writes every format, and compares what each program reads with what was written.
LibreOffice (`soffice`) and R (`Rscript`) are asked where they are installed. For each program
and file it prints how many cells it compared and how many differ, and the first that do; it
ends with 1 where any differ that the table of known losses below does not name.

What was written is what `--dialect plain` holds, which is itself compared with the input.
`cargo test` does not run this: it needs a network once, and LibreOffice takes a minute.
"""

import csv
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import venv

PACKAGES = ["pandas", "openpyxl", "pyarrow", "duckdb"]
HOME = pathlib.Path(tempfile.gettempdir()) / "rhetor-round-trips"

NASTY = [
    '=HYPERLINK("http://x.example","click")', "+1+1", "-2", "@SUM(A1)", "\t=1", "'=guarded already",
    "NA", "N/A", "null", "NULL", "NaN", "nan", "inf", "TRUE", "1e5", "00123", "1,234", "1.5", "1.234",
    "2024-03-04", "03/04/2024", "#N/A", "#REF!", "'tis", "a,b;c\td", 'say "hi"', '"', "two\nlines", "cr\ronly",
    "crlf\r\nend", "nul\0in", "bidi \u202e evil", "emoji 😀👩\u200d👩\u200d👧", "e\u0301", "\ufffe no character",
    "\ufeffmark", " leading", "trailing ", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
    "_x0041_", "_x000D_", "&amp; &#65;", "]]>", "\x01\x08\x1b", "-", "line\u2028separator", "next\x85line", "v\x0bt",
    "[x](javascript:y) | `z`", "{{7*7}}", "\\N", "%s", "x" * 40_000, "😀" * 20_000, "é" * 33_000,
]

# Cells that a program reads otherwise whatever is written; all are in the README.
KNOWN = {
    # A number or a marker of nothing is one to a program that is not told the column is text.
    "pandas, as it comes": "texts such as NA are read as nothing, columns of numbers as numbers",
    "duckdb, as it comes": "columns of numbers and dates are read as such",
    "R read.csv, as it comes": "NA is read as nothing, columns of numbers as numbers",
}


def inside_venv():
    """Runs this script again in the environment that has the packages."""
    python = HOME / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(HOME / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    os.execv(python, [str(python), *sys.argv])


def make(rhetor, work):
    """Articles, and documents whose speakers have hostile names; scored in every dialect."""
    quotes, documents = [], []
    for number, nasty in enumerate(NASTY):
        day = {"date": "2024-03-%02d" % (number % 28 + 1)} if number % 3 else {}
        quotes.append({
            "id": "%05d" % number if number % 2 else nasty[:50] or "x", "title": nasty, "source": nasty,
            "url": nasty[:200], "text": "“%s we will fight the enemy army,” said Mira Holt on Monday.\n\n"
            "“Our friendship with the neighbours will last,” said Bram Vale.\n" % nasty.replace("\n\n", "\n"), **day,
        })
        documents.append({"id": "d%d" % number, "title": nasty, "speaker": nasty, "source": nasty,
                          "text": "We will fight the enemy army and its soldiers.", **day})
    for name, records in ("quotes", quotes), ("documents", documents):
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (work / (name + ".jsonl")).write_text(lines, encoding="utf-8")
    runs = {}
    for unit in "quotes", "documents":
        more = ["--unit", "document"] if unit == "documents" else []
        for dialect in "plain", "spreadsheet", "excel-eu":
            out = work / unit / dialect
            done = subprocess.run([rhetor, "score", work / (unit + ".jsonl"), "-q", "--dialect", dialect, "--duplicates", "keep",
                                   *more, "-o", out], capture_output=True, text=True)
            if done.returncode == 2 and "--duplicates" in done.stderr:
                done = subprocess.run([rhetor, "score", work / (unit + ".jsonl"), "-q", "--dialect", dialect, *more, "-o", out],
                                      capture_output=True, text=True)
            assert done.returncode in (0, 3), done.stderr
            runs[unit, dialect] = out
            # Groups by source have hostile names.
            for asked in ["compare", out, "--by", "source", "-c", "war"], ["timeline", out, "--by", "month", "-c", "war"]:
                subprocess.run([rhetor, *asked, "--dialect", dialect, "-o", out], check=True, capture_output=True)
        formats = subprocess.run([rhetor, "report", "--help"], capture_output=True, text=True).stdout
        wanted = [f for f in ("xlsx", "json", "md", "html", "parquet") if "- %s:" % f in formats]
        for dialect in "plain", "spreadsheet", "excel-eu":
            subprocess.run([rhetor, "report", runs[unit, dialect], "-q", "-f", ",".join(wanted)], check=True)
        again = work / unit / "again"
        subprocess.run([rhetor, "report", runs[unit, "spreadsheet"], "-q", "-f", "csv", "--dialect", "plain", "-o", again], check=True)
        for table in sorted(runs[unit, "plain"].glob("*.csv")):
            same = table.read_bytes() == (again / table.name).read_bytes()
            count("rhetor report -f csv", unit + "/" + table.name, 1, [] if same else [("bytes", "", "")])
        first = (runs[unit, "plain"] / "report.xlsx").read_bytes()
        for dialect in "spreadsheet", "excel-eu":
            other = rows_of_book(runs[unit, dialect] / "report.xlsx")
            mine = rows_of_book(runs[unit, "plain"] / "report.xlsx")
            differ = [(sheet, "", "") for sheet in mine if sheet not in ("Manifest",) and mine[sheet] != other.get(sheet)]
            count("workbook of " + dialect, unit, len(mine), differ)
        subprocess.run([rhetor, "report", runs[unit, "plain"], "-q", "-o", work / "again.xlsx", "--force"], check=True)
        count("the same bytes again", unit + "/report.xlsx", 1, [] if first == (work / "again.xlsx").read_bytes() else [("", "", "")])
    return quotes, runs


def rows_of_book(path):
    import openpyxl
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def one_line(text):
    """A text as every CSV cell has it."""
    for character in "\n\r\0":
        text = text.replace(character, " ")
    return text[:32_000]


def guarded(text):
    """What a cell of the spreadsheet dialects has for it."""
    begins = text.lstrip("'")[:1]
    return "'" + text if begins and begins in "=+-@\t" else text


def parse(path, delimiter):
    """Rows of (text, quoted): whether a cell was quoted says what the writer took it for."""
    text = path.read_bytes().decode("utf-8-sig")
    rows, row, at = [], [], 0
    while at < len(text):
        if text[at] == '"':
            cell, at = [], at + 1
            while True:
                end = text.index('"', at)
                cell.append(text[at:end])
                if text[end + 1:end + 2] == '"':
                    cell.append('"')
                    at = end + 2
                else:
                    at = end + 1
                    break
            row.append(("".join(cell), True))
        else:
            end = at
            while end < len(text) and text[end] not in (delimiter, "\n", "\r"):
                end += 1
            row.append((text[at:end], False))
            at = end
        if at < len(text) and text[at] == delimiter:
            at += 1
            if at == len(text) or text[at] in "\r\n":
                row.append(("", False))
            else:
                continue
        if at < len(text):
            at += 2 if text[at:at + 2] == "\r\n" else 1
        rows.append(row)
        row = []
    return rows


class Truth:
    """What was written: texts, numbers (as floats), days (as texts), nothing (None)."""

    def __init__(self, path):
        rows = parse(path, ",")
        self.names = [name for name, _ in rows[0]]
        self.rows = [[self.value(*cell) for cell in row] for row in rows[1:]]
        assert all(len(row) == len(self.names) for row in self.rows), path

    @staticmethod
    def value(text, quoted):
        if quoted:
            return text or None
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            return Day(text)


class Day(str):
    pass


TOTALS = {}


def count(program, what, cells, differ):
    known = KNOWN.get(program)
    TOTALS.setdefault(bool(known), [0, 0])
    TOTALS[bool(known)][0] += cells
    TOTALS[bool(known)][1] += len(differ)
    print("%-26s %-44s %8d cells %6d differ%s" % (program, what, cells, len(differ), "  (known: %s)" % known if known and differ else ""))
    for where, expected, found in [] if known else differ[:3]:
        print("    %s: wrote %.70r, read %.70r" % (where, expected, found))


def compare(program, what, truth, found, spell=lambda text: text, dates_are_texts=True):
    """`found` is a list of rows of None, str, float/int, or dates as ISO text."""
    differ, cells = [], 0
    if len(found) != len(truth.rows):
        differ.append(("rows", len(truth.rows), len(found)))
    for n, (row, read) in enumerate(zip(truth.rows, found)):
        for name, expected, value in zip(truth.names, row, read):
            cells += 1
            if isinstance(expected, str) and not isinstance(expected, Day):
                expected = spell(expected)
            if isinstance(expected, float) and not isinstance(value, str):
                same = value is not None and float(value) == expected
            else:
                same = (value is None and expected is None) or (type(value) is not float and str(value) == expected)
            if not same:
                differ.append(("%s row %d" % (name, n + 2), expected, value))
    count(program, what, cells, differ)


def plain_value(value):
    """A value of pandas, DuckDB or openpyxl as `compare` takes it."""
    import datetime
    import math
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, str):
        return value
    return float(value)


def texts(truth):
    """Columns that hold texts, by name; of columns without a cell nothing is known."""
    of = lambda at: [row[at] for row in truth.rows if row[at] is not None]
    return [name for at, name in enumerate(truth.names) if any(type(v) is str for v in of(at)) or not of(at)]


def with_pandas(path, truth, what, dialect, spell):
    import pandas
    more = {"sep": ";", "decimal": ","} if dialect == "excel-eu" else {}
    as_it_comes = pandas.read_csv(path, **more)
    rows = [[plain_value(v) for v in row] for row in as_it_comes.itertuples(index=False)]
    compare("pandas, as it comes", what, truth, rows, spell)
    told = pandas.read_csv(path, dtype={name: str for name in texts(truth)}, keep_default_na=False, na_values=[""],
                           encoding="utf-8-sig", **more)
    rows = [[plain_value(v) for v in row] for row in told.astype(object).itertuples(index=False)]
    compare("pandas, texts as str", what, truth, rows, spell)


def with_duckdb(path, truth, what, dialect, spell):
    import duckdb
    more = ", delim=';', decimal_separator=','" if dialect == "excel-eu" else ""
    types = ", types={%s}" % ", ".join("'%s': 'VARCHAR'" % name for name in texts(truth))
    for program, given in ("duckdb, as it comes", ""), ("duckdb, texts as VARCHAR", types):
        rows = duckdb.sql("select * from read_csv('%s', header=true, quote='\"', escape='\"', max_line_size=10000000, sample_size=-1%s%s)" % (path, more, given)).fetchall()
        compare(program, what, truth, [[plain_value(v) for v in row] for row in rows], spell)


R = """
args <- commandArgs(TRUE)
told <- args[3] == "told"
sep <- args[4]
head <- readLines(args[1], n = 1, encoding = "UTF-8")
of <- if (told) strsplit(args[5], "")[[1]] else NA
of <- if (told) ifelse(of == "t", "character", ifelse(of == "n", "numeric", "character")) else NA
x <- read.table(args[1], header = TRUE, sep = sep, dec = if (sep == ";") "," else ".", quote = "\\"", comment.char = "",
                colClasses = of, na.strings = if (told) "" else "NA", check.names = FALSE, fileEncoding = "UTF-8-BOM", encoding = "UTF-8")
out <- file(args[2], "w", encoding = "UTF-8")
for (i in seq_len(nrow(x))) for (j in seq_len(ncol(x))) {
  v <- x[i, j]
  kind <- if (is.na(v)) "-" else if (is.character(v)) "t" else "n"
  text <- if (is.na(v)) "" else if (is.character(v)) v else sprintf("%.10f", v)
  writeLines(paste0(kind, text), out, sep = "\\x1e", useBytes = TRUE)
}
close(out)
"""


def with_r(path, truth, what, dialect, spell, work):
    if not shutil.which("Rscript"):
        return
    (work / "read.R").write_text(R)
    kinds = "".join("t" if name in texts(truth) else "d" if any(isinstance(r[at], Day) for r in truth.rows) else "n"
                    for at, name in enumerate(truth.names))
    for program, mode in ("R read.csv, as it comes", "comes"), ("R read.csv, colClasses", "told"):
        out = work / "r.out"
        done = subprocess.run(["Rscript", work / "read.R", path, out, mode, ";" if dialect == "excel-eu" else ",", kinds],
                              capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
        if done.returncode:
            count(program, what, 0, [("failed", "", done.stderr[-300:])])
            continue
        cells = out.read_bytes().decode("utf-8").split("\x1e")[:-1]
        values = [None if c[0] == "-" else c[1:] if c[0] == "t" else float(c[1:]) for c in cells]
        wide = len(truth.names)
        compare(program, what, truth, [values[at:at + wide] for at in range(0, len(values), wide)], spell)


def soffice(path, into, given=None):
    """Converts to CSV, every sheet, texts quoted, numbers as they are stored."""
    command = ["soffice", "--headless", "-env:UserInstallation=file://%s" % (HOME / "office")]
    command += ["--infilter=" + given] if given else []
    out = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false," + ("0" if given else "-1")
    subprocess.run([*command, "--convert-to", out, "--outdir", into, path], check=True, capture_output=True, timeout=600)


def office_value(text, quoted):
    if quoted or not text:
        return text or None
    try:
        return float(text)
    except ValueError:
        month, _, rest = text.partition("/")
        day, _, year = rest.partition("/")
        return "%s-%s-%s" % (year, month.zfill(2), day.zfill(2)) if rest else text


def with_office(path, truth, what, dialect, spell, work):
    if not shutil.which("soffice"):
        return
    into = work / "office"
    shutil.rmtree(into, ignore_errors=True)
    # Separator, quotation mark, UTF-8, first line, columns, language, quoted cells are texts.
    language = "1031" if dialect == "excel-eu" else "1033"
    soffice(path, into, "Text - txt - csv (StarCalc):%d,34,76,1,,%s,true,false" % (59 if dialect == "excel-eu" else 44, language))
    rows = parse(into / path.name, ",")
    values = [[office_value(*cell) for cell in row] for row in rows[1:]]
    compare("LibreOffice", what, truth, values, spell)


def xml_text(text):
    """What a workbook has for characters that XML cannot hold, and where it must end."""
    shown = "".join(chr(0x2400 + ord(c)) if c < " " and c not in "\t\n" else "␡" if c == "\x7f" else "\ufffd" if c in "\ufffe\uffff" else c for c in text)
    units, out = 0, []
    for c in shown:
        units += 2 if c > "\uffff" else 1
        if units > 32_767:
            break
        out.append(c)
    return "".join(out)


SHEETS = {"speakers": "Speakers", "quotes": "Quotes", "documents": "Documents", "evidence": "Evidence", "compare": "Compare",
          "compare_terms": "Compare terms", "timeline": "Timeline", "articles": "Articles", "problems": "Problems"}


def with_book(path, table, truth, what):
    import openpyxl
    import pandas
    cut = truth.names.index("text_cut") if "text_cut" in truth.names else None
    if cut is not None:
        for row in truth.rows:
            if row[-1] and len(row[-1].encode("utf-16-le")) // 2 > 32_767:
                row[cut] = 1.0
    sheet = openpyxl.load_workbook(path)[SHEETS[table]]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None}
    assert "f" not in kinds, "a formula in " + what
    rows = [[plain_value(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)]
    # openpyxl does not take _x005F_ for the underscore that it stands for; Excel and LibreOffice do.
    raw = lambda text: re.sub("_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1", xml_text(text))
    compare("openpyxl", what, truth, rows, raw)
    frame = pandas.read_excel(path, sheet_name=SHEETS[table], keep_default_na=False, na_values=[""],
                              dtype={name: str for name in texts(truth)})
    rows = [[plain_value(v) for v in row] for row in frame.astype(object).itertuples(index=False)]
    compare("pandas.read_excel", what, truth, rows, raw)


def with_office_book(path, truths, unit, work):
    if not shutil.which("soffice"):
        return
    into = work / "office-book"
    shutil.rmtree(into, ignore_errors=True)
    soffice(path, into)
    for table, truth in truths.items():
        rows = parse(into / ("report-%s.csv" % SHEETS[table]), ",")
        wide = len(truth.names)
        values = [[office_value(*cell) for cell in (row + [("", False)] * wide)[:wide]] for row in rows[1:]]
        compare("LibreOffice", "%s/report.xlsx %s" % (unit, table), truth, values, xml_text)


def with_json(path, truth, unit):
    document = json.loads(path.read_text(encoding="utf-8"))
    names = [c["name"] for c in document["categories"]]
    rows = []
    for speaker in document["speakers"]:
        row = []
        for name in truth.names:
            category = next((c for c in names if name.startswith(c + "_") and name[len(c) + 1:] in
                             ("hits", "per_1000", "low", "high", "quote_share", "top_terms")), None)
            value = speaker["categories"][category][name[len(category) + 1:]] if category else speaker[name]
            if isinstance(value, list):
                value = "; ".join("%s %d" % (term["term"], term["count"]) for term in value)
            row.append(float(value) if isinstance(value, (bool, int)) else value)
        rows.append(row)
    compare("json", unit + "/report.json speakers", truth, rows)


def with_parquet(folder, table, truth, unit):
    path = folder / (table + ".parquet")
    if not path.exists():
        return
    import duckdb
    import pyarrow.parquet
    names = pyarrow.parquet.read_table(path).column_names
    assert names == truth.names, (names, truth.names)
    rows = zip(*[column.to_pylist() for column in pyarrow.parquet.read_table(path).columns])
    flag = lambda v: float(v) if isinstance(v, bool) else plain_value(v)
    compare("pyarrow", "%s/%s" % (unit, path.name), truth, [[flag(v) for v in row] for row in rows])
    rows = duckdb.sql("select * from '%s'" % path).fetchall()
    compare("duckdb", "%s/%s" % (unit, path.name), truth, [[flag(v) for v in row] for row in rows])


def check_input(quotes, truth):
    """The plain dialect has what the articles have."""
    at = {name: n for n, name in enumerate(truth.names)}
    by_title = {row[at["title"]] for row in truth.rows}
    said = {row[at["text"]] for row in truth.rows}
    differ = []
    for record in quotes:
        # Entities that an export left in a text are decoded; the README says so.
        record = {**record, "title": html.unescape(record["title"])}
        title = one_line(record["title"])
        if title.strip() and not {title, title.strip()} & by_title:
            differ.append(("title", title, "missing"))
        quote = one_line(record["title"] + " we will fight the enemy army,").strip()
        # Paragraphs end at empty lines and marks at their partners: what is there must be a part of it.
        squeezed = lambda text: " ".join(text.split())
        # A straight mark ends the quote, and a long one is cut.
        whole = '"' not in quote and len(quote) < 31_000
        if whole and not any(text and (text in quote or squeezed(text) in squeezed(quote)) and "fight" in text for text in said):
            differ.append(("quote", quote, "missing"))
    count("articles as they were", "titles and quotes", 2 * len(quotes), differ)


def main():
    arguments = [a for a in sys.argv[1:] if a != "--keep"]
    keep = pathlib.Path(arguments.pop()) if "--keep" in sys.argv else None
    rhetor = pathlib.Path(arguments[0] if arguments else "target/debug/rhetor").resolve()
    work = keep or pathlib.Path(tempfile.mkdtemp(prefix="rhetor-"))
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    csv.field_size_limit(1 << 30)
    quotes, runs = make(rhetor, work)
    for unit in "quotes", "documents":
        tables = [t for t in SHEETS if (runs[unit, "plain"] / (t + ".csv")).exists()]
        truths = {table: Truth(runs[unit, "plain"] / (table + ".csv")) for table in tables}
        if unit == "quotes":
            check_input(quotes, truths["quotes"])
        for table in tables:
            for dialect in "plain", "spreadsheet", "excel-eu":
                path, what = runs[unit, dialect] / (table + ".csv"), "%s/%s/%s.csv" % (unit, dialect, table)
                spell = (lambda text: text) if dialect == "plain" else guarded
                truth = truths[table]
                with_pandas(path, truth, what, dialect, spell)
                with_duckdb(path, truth, what, dialect, spell)
                with_r(path, truth, what, dialect, spell, work)
                if dialect != "plain":
                    with_office(path, truth, what, dialect, spell, work)
            with_parquet(runs[unit, "plain"], table, truths[table], unit)
        with_json(runs[unit, "plain"] / "report.json", truths["speakers"], unit)
        for table in tables:
            with_book(runs[unit, "plain"] / "report.xlsx", table, truths[table], "%s/report.xlsx %s" % (unit, table))
        with_office_book(runs[unit, "plain"] / "report.xlsx", truths, unit, work)
    cells, differ = TOTALS.get(False, (0, 0))
    print("\n%d cells compared, %d differ" % (cells, differ))
    cells, differ = TOTALS.get(True, (0, 0))
    print("%d cells compared as programs read them untold, %d differ as the README says" % (cells, differ))
    if not keep:
        shutil.rmtree(work)
    return 1 if TOTALS.get(False, (0, 0))[1] else 0


if __name__ == "__main__":
    if pathlib.Path(sys.prefix) != HOME / "venv" and not os.environ.get("RHETOR_PYTHON"):
        inside_venv()
    sys.exit(main())
