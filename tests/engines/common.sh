# What the scripts of this folder share. It is sourced, not run, with the arguments of the script:
#   tests/engines/xargs.sh [RHETOR [MEGABYTES]]
# RHETOR is the program (else `rhetor` on PATH, else target/release/rhetor), MEGABYTES the size of the corpus.
# A script works in a folder of its own, which is gone when it ends, and ends with 1 on any difference.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

program=${1:-$(command -v rhetor || echo "$root/target/release/rhetor")}
[ -x "$program" ] || fail "$program is no program; build it (cargo build --release) or name it"
megabytes=${2:-${megabytes:?}}
case $megabytes in
*[!0-9]* | 0* | '') fail "\"$megabytes\" is no number of megabytes" ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
mkdir "$work/bin"
ln -s "$(realpath "$program")" "$work/bin/rhetor"
PATH=$work/bin:$PATH
cd "$work"

# The code block of the README below the line <!-- recipe: NAME -->, so that what is printed there is what runs here.
recipe() {
    awk -v mark="<!-- recipe: $1 -->" '
        $0 == mark { on = 1; next }
        on && /^```/ { if (inside) exit; inside = 1; next }
        inside { print }' "$root/README.md" >"recipe-$1"
    [ -s "recipe-$1" ] || fail "README.md has no recipe \"$1\""
    cat "recipe-$1"
}

# Runs a command that may end with 3, which says that some of the input was rejected: the corpus has such lines.
counted() {
    local code=0
    "$@" 2>said || code=$?
    [ "$code" = 0 ] || [ "$code" = 3 ] || fail "ended with $code: $*: $(tail -n 5 said)"
}

# The corpus as articles.jsonl.
corpus() {
    local free
    free=$(df -Pm . | awk 'NR == 2 { print $4 }')
    [ "$free" -gt $((megabytes * 9)) ] || fail "$megabytes MB of articles need $((megabytes * 9)) MB for tables, and $work has $free"
    "$root/benches/corpus.sh" "$megabytes" >articles.jsonl
}

# whole INPUT OPTIONS…: what one process makes of it. The hashes of its tables are kept, not the tables: they may be
# five times as large. articles.jsonl is read as standard input, which is what its parts are for who reads them; so
# that this is all that the name changes, it is read by its name once more.
whole() {
    local began=$SECONDS from=-
    [ "$1" = articles.jsonl ] || from=$1
    counted rhetor score "$from" -o whole "${@:2}" <articles.jsonl
    hashes whole >whole.sha256
    counts whole >whole.counts
    echo "one process: $1 of $(wc -c <articles.jsonl) bytes, $(wc -l <articles.jsonl) lines, in $((SECONDS - began)) s:" \
        "$(wc -l <whole.sha256) tables of $(size whole) bytes, sha256 $(hash <whole.sha256)"
    if [ "$from" = - ]; then
        rm -r whole
        counted rhetor score articles.jsonl -o whole "${@:2}"
        sed -i 's/"articles\.jsonl/"standard input/; s/,"articles\.jsonl/,"standard input/; s/at articles\.jsonl:/at standard input:/' \
            whole/articles.csv whole/problems.csv whole/quotes*.csv
        same whole "one process that reads it by its name, but for that name"
    fi
    rm -r whole
}

# The tables of a folder of results, each with its hash: everything but the account of the run, which names its command.
hashes() {
    (cd "$1" && find . -type f ! -name manifest.json | LC_ALL=C sort | xargs -d '\n' sha256sum)
}

hash() {
    sha256sum | cut -c1-16
}

size() {
    cat "$1"/*.csv | wc -c
}

counts() {
    sed -n '/"counts": {/,/^  }/p' "$1/manifest.json"
}

# same FOLDER WORDS…: its tables are those of one process, to the byte, and so are the counts of its manifest.
same() {
    local folder=$1
    shift
    hashes "$folder" >its.sha256
    diff whole.sha256 its.sha256 >&2 || fail "$*: other tables than those of one process"
    diff whole.counts <(counts "$folder") >&2 || fail "$*: other counts than those of one process"
    echo "same: $*: $(wc -l <its.sha256) tables of $(size "$folder") bytes, sha256 $(hash <its.sha256)"
}

# same_without_lines FOLDER WORDS…: the same of the tables that have no numbers of lines.
same_without_lines() {
    local folder=$1
    shift
    hashes "$folder" | grep -v '/articles.csv\|/problems.csv' >its.sha256
    grep -v '/articles.csv\|/problems.csv' whole.sha256 | diff - its.sha256 >&2 || fail "$*: other tables than those of one process"
    echo "same: $*: $(wc -l <its.sha256) tables without numbers of lines, sha256 $(hash <its.sha256)"
}

# How many records the parts of a folder have read, by their last lines.
records() {
    tail -q -n 1 "$1"/[!_.]* | sed -n 's/^{"type":[ ]*"end",[ ]*"in":[ ]*\([0-9]*\).*/\1/p' | awk '{ n += $1 } END { print n + 0 }'
}

# refused WORDS -- COMMAND…: the command ends with 1, names the part, and leaves no results.
refused() {
    local words=$1 code=0
    shift 2
    rm -rf none
    "$@" -o none >refusal 2>&1 || code=$?
    [ "$code" = 1 ] || fail "$words: merge ended with $code: $(cat refusal)"
    [ ! -e none/manifest.json ] || fail "$words: merge left results"
    echo "refused: $words: $(head -n 1 refusal)"
}

# dying once|always FILE: FILE stands for rhetor and is killed behind its hundredth line, half-way: once only the
# first that gets there, which makes the folder FILE.dead; or always.
dying() {
    rm -rf "$2" "$2.dead"
    cat >"$2" <<END
#!/usr/bin/env bash
rhetor=$(realpath "$program")
case "\$*" in 'score --stream'*) ;; *) exec "\$rhetor" "\$@" ;; esac
[ $1 = always ] || mkdir "$work/$2.dead" 2>/dev/null || exec "\$rhetor" "\$@"
pipe=\$(mktemp -u "$work/pipe.XXXXXX")
mkfifo "\$pipe"
"\$rhetor" "\$@" <&0 >"\$pipe" &
child=\$!
head -n 100 "\$pipe"
kill -KILL \$child \$\$
END
    chmod +x "$2"
}

# The environment for Python: that of the variable RHETOR_VENV, which stays, or one of this run.
python_with() {
    local venv=${RHETOR_VENV:-$work/venv}
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    "$venv/bin/pip" install -q --disable-pip-version-check "$@" >&2 || fail "cannot install $*"
    python=$venv/bin/python
}
