#!/bin/sh
# Writes article JSONL of so many megabytes to standard output, the same bytes each time:
#   benches/corpus.sh 300 > articles.jsonl
# An article joins the beginnings of three articles of tests/golden and tests/sample and sentences made here, with
# other family names, numbers, dates, outlets and words. One in twenty is printed again by another outlet, one in
# a thousand has an id that was there before, some have no date, some are not in English; and one line in 2,000
# is no article.
set -eu
cd "$(dirname "$0")/../tests"
megabytes=${1:?how many megabytes}
LC_ALL=C
export LC_ALL
exec awk -v bytes="$((megabytes * 1000000))" '
# Park and Miller: the same numbers in every awk, for all products stay below 2^53.
function chance(n) { seed = (seed * 16807) % 2147483647; return int(seed / 2147483647 * n) }

# Every word of the first classes becomes a place where one of the class will stand.
function open_words(text,    class, k) {
    for (class = 1; class <= opened; class++)
        for (k = 1; k <= size[class]; k++)
            gsub(" " word[class, k] " ", " \001W" class "\001 ", text)
    return text
}

# Numbers of two or three digits between spaces become places for numbers.
function open_numbers(text,    out, digits) {
    out = ""
    while (match(text, / [1-9][0-9][0-9]? /)) {
        digits = RLENGTH - 2
        out = out substr(text, 1, RSTART) "\001N" digits "\001"
        text = substr(text, RSTART + RLENGTH - 1)
    }
    return out text
}

# In the sentences made here @3 is a word of class 3, #3 the third family name and @N a number.
function open_patterns(sentences, n,    k, sign) {
    for (k = 1; k <= n; k++) {
        gsub(/@N/, "\001N3\001", sentences[k])
        while (match(sentences[k], /[@#][0-9]+/)) {
            sign = substr(sentences[k], RSTART, 1) == "@" ? "W" : "F"
            sentences[k] = substr(sentences[k], 1, RSTART - 1) "\001" sign substr(sentences[k], RSTART + 1, RLENGTH - 1) \
                "\001" substr(sentences[k], RSTART + RLENGTH)
        }
    }
}

function keep_article(    k, family) {
    if (body == "")
        return
    gsub(/^[ \n]*date [0-9-]*[ \n]*|^\n+|\n+$/, "", body)
    gsub(/\{[^ ]* /, "", body)
    gsub(/\}/, "", body)
    gsub(/\\/, "\\\\", body)
    gsub(/"/, "\\\"", body)
    gsub(/\t/, "\\t", body)
    body = open_numbers(open_words(body))
    for (k = 1; k <= people; k++) {
        family = name[k]
        gsub(family, "\001F" k "\001", body)
        if (family !~ /[^A-Za-z]/)
            gsub(toupper(family), "\001U" k "\001", body)
    }
    articles++
    paragraphs[articles] = split(body, part, /\n\n+/)
    for (k = 1; k <= paragraphs[articles]; k++) {
        gsub(/\n/, "\\n", part[k])
        paragraph[articles, k] = part[k]
    }
    body = ""
}

function filled(text,    n, k, out, code, what) {
    n = split(text, piece, "\001")
    out = piece[1]
    for (k = 2; k <= n; k += 2) {
        code = substr(piece[k], 1, 1)
        what = substr(piece[k], 2) + 0
        if (code == "F") out = out family_of[what]
        else if (code == "U") out = out toupper(family_of[what])
        else if (code == "W") out = out word[what, 1 + chance(size[what])]
        else if (what == 2) out = out (10 + chance(90))
        else out = out (100 + chance(900))
        out = out piece[k + 1]
    }
    return out
}

# Few names are in many articles and many names in few; none twice in one.
function name_people(    k, share, taken, which) {
    for (k = 1; k <= 12; k++) {
        do {
            share = chance(1000000) / 1000000
            which = int(names * share * share)
        } while (which in taken)
        taken[which]
        family_of[k] = surname[which]
    }
}

# One to four paragraphs from the beginning of an article, where names are given in full.
function beginning(    which, k, upto, out) {
    which = 1 + chance(articles)
    upto = 1 + chance(paragraphs[which] < 4 ? paragraphs[which] : 4)
    out = filled(paragraph[which, 1])
    for (k = 2; k <= upto; k++)
        out = out "\\n\\n" filled(paragraph[which, k])
    return out
}

function some(sentences, n) { return "\\n\\n" filled(sentences[1 + chance(n)]) }

function article(    k, out) {
    name_people()
    out = beginning()
    for (k = 1; k <= 2; k++)
        out = out some(told, tolds) some(made, mades) some(told, tolds) "\\n\\n" beginning()
    return out some(told, tolds) some(made, mades) some(told, tolds)
}

function line(id, text,    out) {
    out = "{\"id\": \"" id "\", \"source\": \"" outlet[chance(outlets)] "\""
    if (chance(33) > 0)
        out = out sprintf(", \"date\": \"20%02d-%02d-%02d\"", 20 + chance(5), 1 + chance(12), 1 + chance(28))
    out = out ", \"title\": \"Report " id "\", \"text\": \"" text "\"}"
    print out
    written += length(out) + 1
}

BEGIN {
    seed = 20240304
    classes = split("Monday Tuesday Wednesday Thursday Friday Saturday Sunday" \
        "|two three four five six seven eight nine eleven twelve|bridge harbour river road valley school house train ship gate tunnel market" \
        "|small old new long short hard quiet second third last next common|people workers citizens farmers teachers fishermen students" \
        "|will can must may|year week month day morning evening summer winter|never always often seldom" \
        "|country city region village coast capital government ministry parliament council" \
        "|soldiers guns tanks rockets troops invaders bombs|friend partner ally neighbour brother|treaty letter agreement notice statement speech" \
        "|want need fear expect|in on at near behind beside|before after since until|every each any|with without", list, "|")
    opened = 12
    for (c = 1; c <= classes; c++) {
        size[c] = split(list[c], one, " ")
        for (k = 1; k <= size[c]; k++)
            word[c, k] = one[k]
    }
    mades = split("“Our @5 will @6 accept @10 @14 the @3, and no @12 @17 the @9 has @8 changed that,” said Elena #1, who spoke @14 the @3 on @1." \
        "|“We have @8 seen @2 @10 @14 the @3,” Marcus #2 told the @9 on @1. “A @4 @11 does not @13 a @12 @15 the @7.”" \
        "|The talks @14 the @4 @3 lasted @2 hours, and on @1 the @9 said that @N people had come. “It is a @4 @12,” said a spokesman." \
        "|Karl #3 was less sure. “If the @10 are @14 the @3 by @1, the @5 @6 fight,” he said. “They @6 @8 be a @11 of this @9.”" \
        "|“I have asked @2 @5 @14 the @9 what they @13,” Ines #4 said. “They @13 peace, @17 conditions, and a @4 @3 @16 @7.”" \
        "|On @1 the @9 counted @N @10 and @2 @5 @14 the @4 @3, @15 a @7 in which the @12 was @8 read." \
        "|Minister Ruth #5 called the @12 “a @4 @11 of war” and said that @16 @9 had signed it @17 the @5." \
        "|“Not @16 @11 is @14 the @3 on a @1,” Deputy Paul #6 replied. “Our @5 are one nation, and the @10 are not ours.”", made, "|")
    tolds = split("The @3 was closed @15 @1, when @N @10 were seen @14 the @9, and the @5 who live there walked to the @3 in the rain. " \
        "Nobody was hurt, but @2 houses, a @3 and a @4 @3 were damaged, and it took the @9 @2 days to count what was left of the @12." \
        "|@N @5 came to the @4 @3 @14 the @9 last @7, more than in @16 @7 @15 the war, and stood there @17 a word until the evening. " \
        "The @9 had sent @2 buses, @N chairs and an orchestra, which played @17 notes @15 it was dark, as it does in @16 @7." \
        "|Under the @12 the @3 stays open @16 @7, the @9 pays for @2 of the @N @10 and the @5 keep their @4 @3. " \
        "It was signed @15 @1 @17 the usual ceremony, @14 a @3 that had been painted for it, and will be read out @14 the @9 in the @7." \
        "|Prices @14 the @9 have risen by @N per cent @15 the @4 @7, and the @5 have not been paid for @2 weeks. " \
        "A loaf of bread costs as much as a ride to the @3, and the queue @14 the @4 @3 is @N steps long on a @1, longer @14 the coast." \
        "|The report, which has @N pages and took @2 years, names @N @5 and the @12 that they had signed @17 reading. " \
        "It was handed to the @9 on @1, @15 a @4 debate, and lies @14 the @3, where @16 citizen may read it @17 an appointment." \
        "|#1 was born @14 the @4 @9, taught @5 for @2 years and was a @11 of #2 @15 the @7 in which the @3 fell. " \
        "#3 and #4 never met, though they lived @14 the same @3, wrote to the same @9 and were photographed @14 it on the same @1.", told, "|")
    open_patterns(made, mades)
    open_patterns(told, tolds)
    begins = split("Bar Dor Fen Gal Har Jor Kel Lan Mar Nor", b, " ")
    middles = split("a en il or", m, " ")
    ends = split("dale nik son ova vic", e, " ")
    for (k = 1; k <= begins; k++)
        for (c = 1; c <= middles; c++)
            for (d = 1; d <= ends; d++)
                surname[names++] = b[k] m[c] e[d]
    for (k = names - 1; k > 0; k--) {
        c = chance(k + 1)
        d = surname[k]; surname[k] = surname[c]; surname[c] = d
    }
    places = split("Karsovia|Meradin|Port Vesna|Ansolo|Lesk|Sopron|New Lorn|Inner Sea|Dravinia|Westmark", place, "|")
    kinds = split("Courier|Lantern|Gazette|Herald", kind, "|")
    for (k = 1; k <= places; k++)
        for (c = 1; c <= kinds; c++)
            outlet[outlets++] = place[k] " " kind[c]
    german = "Der Minister und die Kanzlerin haben sich gestern nicht auf einen Vertrag geeinigt, obwohl beide es wollten.\\n\\n" \
        "„Wir werden weiter verhandeln, denn der Frieden ist uns wichtiger als die Eile“, sagte der Minister vor den Journalisten.\\n\\n" \
        "Die Gespräche sollen am Dienstag mit den Vertretern der anderen Länder fortgesetzt werden, wie es aus dem Ministerium hieß."
}

FNR == 1 {
    keep_article()
    people = 0
    head = (FILENAME ~ /golden/)
    if (!head)
        people = split("Vetrak Amaro Renn Dorsk Torre", name, " ")
}
head && /^---$/ { head = 0; next }
head {
    if ($0 ~ /\| person/ && people < 12) {
        sub(/ *\|.*/, "")
        last = $NF
        if (NF > 3 && length(last) > 3)
            name[++people] = last
    }
    next
}
{ body = body $0 "\n" }

END {
    keep_article()
    while (written < bytes) {
        n++
        id = sprintf("a%07d", n)
        if (n > 100 && chance(20) == 0)
            text = kept[chance(kepts)]
        else if (chance(200) == 0)
            text = german
        else
            text = article()
        if (kepts < 500) kept[kepts++] = text
        else if (chance(20) == 0) kept[chance(500)] = text
        if (n > 100 && chance(1000) == 0)
            id = sprintf("a%07d", 1 + chance(n - 1))
        if (chance(2000) == 0) {
            print "{\"id\": \"" id "\", \"text\": "
            written += 30
        } else
            line(id, text)
    }
}' golden/*.txt sample/*.txt
