//! What a paper says of how the numbers were made, from `manifest.json`, and on which tables
//! of comparisons there are.
//!
//! It says what was done, what was left out and by which estimators; what it means is for the
//! author. What the manifest does not say is not said here either.

use super::saved::Saved;
use super::terminal::many;
use serde_json::Value;

/// What there is to describe.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// All that `manifest.json` says.
    pub manifest: &'a Value,
    /// Whether speakers or groups were compared.
    pub compared: bool,
}

impl<'a> Run<'a> {
    /// That of a results folder.
    pub fn of(saved: &'a Saved) -> Self {
        Self { manifest: &saved.manifest, compared: saved.folder.join("compare.csv").is_file() }
    }
}

/// Paragraphs with an empty line between.
pub fn text(run: Run<'_>) -> String {
    paragraphs(run).join("\n\n")
}

/// The same in lines of at most so many characters.
pub fn wrapped(run: Run<'_>, width: usize) -> String {
    let wrap = |paragraph: &String| wrap(paragraph, width);
    let mut text = paragraphs(run).iter().map(wrap).collect::<Vec<_>>().join("\n");
    text.push_str("\nReferences\n");
    for reference in references(run) {
        text.push_str(&wrap(&reference.to_string()));
    }
    text
}

fn wrap(paragraph: &str, width: usize) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if column > 0 {
            let fits = column + 1 + length <= width;
            out.push(if fits { ' ' } else { '\n' });
            column = if fits { column + 1 } else { 0 };
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
    out
}

/// What was read and left out; with what it was scored; how rates are estimated; how to cite.
pub fn paragraphs(run: Run<'_>) -> Vec<String> {
    let of = Manifest(run.manifest);
    let mut said = vec![of.collection(), of.scoring(), of.estimators()];
    if run.compared {
        said.push(COMPARED.into());
    }
    said.push(of.citation());
    said
}

const COMPARED: &str = "Rates of two speakers or groups are compared by their ratio, with a 95 % interval by the delta \
    method on the log scale over articles; p is from permuting whole articles between the two, exact where there are \
    few labelings, else from seeded draws counted as (1 + b) / (1 + R) (Phipson & Smyth 2010), with labels swapped \
    within articles that both speak in, and adjusted over the table (Benjamini & Hochberg 1995). Words that mark a \
    speaker are ranked by log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008); that is a \
    ranking and no test.";

/// The works that the paragraphs name.
pub fn references(run: Run<'_>) -> Vec<&'static str> {
    let mut references = vec![
        "Cochran, W. G. (1977). Sampling Techniques (3rd ed.), ch. 6: ratio estimators. Wiley.",
        "Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28, 437–442.",
        "Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of \
         Corpus Linguistics 13, 403–437.",
        "Kish, L. (1965). Survey Sampling. Wiley.",
    ];
    if Manifest(run.manifest).valence() != "off" {
        references.push(
            "Hutto, C. J. & Gilbert, E. E. (2014). VADER: A parsimonious rule-based model for sentiment \
             analysis of social media text. Proceedings of ICWSM 2014.",
        );
    }
    if run.compared {
        references.extend([
            "Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal \
             Statistical Society B 57, 289–300.",
            "Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008). Fightin' words. Political Analysis 16, 372–403.",
            "Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical \
             Applications in Genetics and Molecular Biology 9, 39.",
        ]);
    }
    references
}

struct Manifest<'a>(&'a Value);

impl Manifest<'_> {
    fn count(&self, name: &str) -> Option<u64> {
        self.0.get("counts")?.get(name)?.as_u64()
    }

    fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    fn list(&self, name: &str) -> &[Value] {
        self.0.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    fn valence(&self) -> &str {
        self.0.pointer("/valence/mode").and_then(Value::as_str).unwrap_or("off")
    }

    /// A sentence about something that was counted, where there was any.
    fn some(&self, name: &str, thing: &str, what: &str) -> Option<String> {
        let count = self.count(name).filter(|&n| n > 0)?;
        Some(format!(
            "{} {}",
            many(count, thing),
            what.replace("{were}", if count == 1 { "was" } else { "were" })
        ))
    }

    /// What went in, and what became of it at each step.
    fn collection(&self) -> String {
        let inputs = self.list("inputs");
        let bytes: u64 = inputs.iter().filter_map(|input| input.get("bytes")?.as_u64()).sum();
        let read = format!("{} ({})", many(inputs.len() as u64, "input file"), many(bytes, "byte"));
        let version = self.text("version");
        let documents = self.count("documents");
        let units = match documents {
            Some(documents) => format!("which held {} to be scored whole", many(documents, "document")),
            None => format!("which held {}", many(self.count("articles").unwrap_or_default(), "article")),
        };
        let were = if inputs.len() == 1 { "was" } else { "were" };
        let mut said = vec![format!("{read} {were} read with rhetor {version}, {units}.")];
        if self.0.get("complete").and_then(Value::as_bool) == Some(false) {
            let behind =
                self.0.pointer("/stopped/behind").and_then(Value::as_str).unwrap_or("an unknown place");
            said.push(format!(
                "The run was stopped behind {behind}: what stands there and later was not read."
            ));
        }
        let left: Vec<String> = [
            self.some("rejected", "input", "could not be read"),
            self.some("other_language", "article", "{were} in other languages than those asked for"),
            self.some("out_of_dates", "article", "{were} dated outside the days asked for"),
            self.some("undated", "article", "{were} without a date, where days were asked for"),
            self.some("ignored", "file", "{were} no articles"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if left.is_empty() {
            said.push("No input was left out.".into());
        } else {
            said.push(format!("Left out: {}; problems.csv names each.", left.join("; ")));
        }
        said.extend(
            self.some("kept_with_problems", "article", "{were} kept with something guessed or dropped.")
                .filter(|_| self.count("kept_with_problems").is_some()),
        );
        said.extend(if documents.is_some() { self.documents() } else { self.quotes() });
        said.extend(self.repeats(documents.is_some()));
        said.join(" ")
    }

    fn documents(&self) -> Option<String> {
        let words = self.count("words").map(|words| format!("They have {} together.", many(words, "word")));
        let nobody =
            self.some("documents_unattributed", "document", "named no speaker and counted for nobody.");
        let said: Vec<String> = words.into_iter().chain(nobody).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// What was printed before, and whether it counted again.
    fn repeats(&self, documents: bool) -> Option<String> {
        let (name, thing) =
            if documents { ("documents_duplicate", "document") } else { ("quotes_duplicate", "quotation") };
        let repeated = self.count(name).filter(|&n| n > 0)?;
        let of_articles = self.count("articles_duplicate").filter(|&n| n > 0 && !documents);
        let of_articles =
            of_articles.map_or(String::new(), |n| format!(" ({} repeat an earlier one)", many(n, "article")));
        let said = many(repeated, thing);
        let one = repeated == 1;
        let verb = if one { "repeats what was" } else { "repeat what was" };
        let them = if one { "it" } else { "they" };
        let what = match self.text("duplicates") {
            "keep" => format!("{them} counted again"),
            "drop" => format!("{them} {} in no table and not counted", if one { "is" } else { "are" }),
            _ => format!("{them} {} marked and not counted again", if one { "is" } else { "are" }),
        };
        Some(format!("{said} {verb} printed before by the same speaker{of_articles}: {what}."))
    }

    fn quotes(&self) -> Option<String> {
        let all = self.count("quotes")?;
        let [scare, nobody] =
            ["quotes_scare", "quotes_unattributed"].map(|n| self.count(n).unwrap_or_default());
        let speech = all.saturating_sub(scare);
        let with = self.count("articles_with_quotes").unwrap_or_default();
        let mut said = format!("{} were found in {}", many(all, "quotation"), many(with, "article"));
        if scare > 0 {
            said.push_str(&format!("; {scare} of them count as no speech (scare quotes, titles, terms)"));
        }
        said.push_str(&format!(". Of the {speech} that are speech, "));
        if speech > 0 {
            let share = 100.0 * nobody as f64 / speech as f64;
            said.push_str(&format!("{nobody} ({share:.1} %) could not be credited to a speaker; "));
        }
        said.push_str(&format!(
            "the others are of {}",
            many(self.count("speakers").unwrap_or_default(), "speaker")
        ));
        if let Some(words) = self.count("words") {
            said.push_str(&format!(", and all together have {}", many(words, "word")));
            if let Some(of_nobody) = self.count("words_unattributed").filter(|&n| n > 0) {
                said.push_str(&format!(" ({} of nobody)", many(of_nobody, "word")));
            }
        }
        said.push('.');
        if let Some(reports) = self.count("reports") {
            said.push_str(&format!(
                " {} of speech without quotation marks were found and are counted apart.",
                many(reports, "report")
            ));
        }
        Some(said)
    }

    /// Word lists and settings.
    fn scoring(&self) -> String {
        let lexicons: Vec<String> = self.list("lexicons").iter().map(lexicon).collect();
        let mut said = vec![format!(
            "Hits are occurrences of rows of these word lists, {}: {}. Of rows of one class (a category \
             with its parts) that overlap only the more specific counts{}.",
            if self.text("unit") == "document" { "in whole documents" } else { "in quoted words only" },
            lexicons.join("; "),
            if self.text("nested_scope") == "lexicon" {
                ", and no row counts inside a longer one of another list"
            } else {
                "; a word may count in several classes, of one list or of several"
            },
        )];
        let hits = self.0.pointer("/counts/hits").and_then(Value::as_object);
        let hits: Vec<String> =
            hits.into_iter().flatten().map(|(category, n)| format!("{category} {n}")).collect();
        if !hits.is_empty() {
            said.push(format!("Hits by category, those of nobody included: {}.", hits.join(", ")));
        }
        said.extend(self.some(
            "lexicon_rows_rejected",
            "row",
            "of word lists could not be read and {were} left out.",
        ));
        let confidence = self.0.get("min_confidence").and_then(Value::as_f64).unwrap_or_default();
        if confidence > 0.0 {
            let unsure = self.count("quotes_unsure").unwrap_or_default();
            said.push(format!(
                "Nobody was credited below a confidence of {confidence} ({}).",
                many(unsure, "quotation")
            ));
        }
        if let Some(file) = self.0.get("speakers_file").filter(|file| file.is_object()) {
            let of = |name: &str| file.get(name).and_then(Value::as_u64).unwrap_or_default();
            said.push(format!(
                "Names were joined by a list of {} and {}.",
                many(of("names"), "speaker"),
                if of("aliases") == 1 { "1 alias".into() } else { format!("{} aliases", of("aliases")) },
            ));
        }
        said.extend(self.weights());
        said.join(" ")
    }

    /// By which weights it was decided who speaks, and which of them are not the program's.
    fn weights(&self) -> Option<String> {
        let one = |weights: &Value| {
            let text = |name: &str| weights.get(name).and_then(Value::as_str).unwrap_or_default();
            let built_in = weights.get("folder").is_none_or(Value::is_null);
            let whose = if built_in { "built in" } else { "our own" };
            format!("{} ({whose}, sha256 {})", text("of"), short(text("sha256")))
        };
        let weights: Vec<String> = self.list("weights").iter().map(one).collect();
        let what = "Who speaks, and how sure that is, was decided by these weights";
        (!weights.is_empty()).then(|| format!("{what}: {}.", weights.join("; ")))
    }

    fn estimators(&self) -> String {
        let unit = if self.text("unit") == "document" { "document" } else { "article" };
        let thin = self.0.get("min_words").and_then(Value::as_u64).unwrap_or_default();
        let mut said = format!(
            "Rates are hits per 1,000 words. Their 95 % intervals take the {unit} as the unit, because words of \
             one {unit} are not independent: the ratio estimator linearised over {unit}s, with t on k − 1 \
             degrees of freedom for k {unit}s (Cochran 1977); with fewer than two, or no hits, Garwood's exact \
             Poisson interval (Garwood 1936). The design effect (Kish 1965) says how much wider they are than if \
             every word were independent, squared; dispersion is Gries's DP (Gries 2008). Speakers with fewer than \
             five {unit}s or {} are marked as thin and should not be compared.",
            many(thin, "word"),
        );
        if self.valence() != "off" {
            said.push_str(
                " Valence is the mean compound of sentences by the rules and list of VADER (Hutto & Gilbert 2014), \
                 with an interval by the same estimator.",
            );
        }
        said
    }

    fn citation(&self) -> String {
        let lists = "the word lists by name and hash, as above";
        format!(
            "To cite: rhetor (version {}), a program that splits the quotations of news articles by speaker and \
             scores them against lexicons; and {lists}. manifest.json holds full hashes of lists, weights and \
             inputs; the same version, options and inputs give the same tables, byte for byte.",
            self.text("version"),
        )
    }
}

/// `War talk (war, 4,815 rows, sha256 0123456789ab)`.
fn lexicon(of: &Value) -> String {
    let text = |name: &str| of.get(name).and_then(Value::as_str).unwrap_or_default();
    let rows = of.get("rows").and_then(Value::as_u64).unwrap_or_default();
    let title = if text("title").is_empty() { text("name") } else { text("title") };
    format!("{title} ({}, {}, sha256 {})", text("name"), many(rows, "row"), short(text("sha256")))
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Value {
        serde_json::json!({
            "version": "9.9.9", "nested_scope": "all", "unit": "quote", "min_words": 300, "min_confidence": 0.8,
            "counts": {
                "articles": 1200, "articles_with_quotes": 900, "quotes": 5000, "quotes_scare": 1000,
                "quotes_unattributed": 400, "quotes_unsure": 7, "reports": null, "speakers": 321,
                "words": 80000, "words_unattributed": 2000, "hits": {"war": 410, "peace": 90},
                "rejected": 2, "ignored": 0, "kept_with_problems": 1, "lexicon_rows_rejected": 0
            },
            "weights": [{"of": "attribution", "folder": null, "sha256": "ab"}],
            "lexicons": [{"name": "war", "title": "War talk", "rows": 4815, "sha256": "0123456789abcdef"}],
            "valence": {"mode": "vader"},
            "inputs": [{"bytes": 1000}, {"bytes": 1}]
        })
    }

    #[test]
    fn every_step_has_its_count_and_every_list_its_hash() {
        let manifest = manifest();
        let said = text(Run { manifest: &manifest, compared: false });
        for part in [
            "2 input files (1,001 bytes) were read with rhetor 9.9.9, which held 1,200 articles.",
            "Left out: 2 inputs could not be read; problems.csv names each.",
            "1 article was kept with something guessed or dropped.",
            "5,000 quotations were found in 900 articles; 1000 of them count as no speech (scare quotes, titles, terms)",
            "Of the 4000 that are speech, 400 (10.0 %) could not be credited to a speaker",
            "of 321 speakers, and all together have 80,000 words (2,000 words of nobody).",
            "War talk (war, 4,815 rows, sha256 0123456789ab)",
            "Hits by category, those of nobody included: war 410, peace 90.",
            "Nobody was credited below a confidence of 0.8 (7 quotations).",
            "(Cochran 1977)",
            "fewer than five articles or 300 words",
            "rhetor (version 9.9.9)",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
        assert!(said.contains("by these weights: attribution (built in, sha256 ab)."), "{said}");
    }

    #[test]
    fn how_far_a_row_silences_others_is_said_as_it_was_asked_for() {
        let mut manifest = manifest();
        let said = |manifest: &Value| text(Run { manifest, compared: false });
        let class =
            "Of rows of one class (a category with its parts) that overlap only the more specific counts";
        let all = said(&manifest);
        let several = format!("{class}; a word may count in several classes, of one list or of several.");
        assert!(all.contains(&several), "{all}");
        manifest["nested_scope"] = "lexicon".into();
        let lexicon = said(&manifest);
        let one = format!("{class}, and no row counts inside a longer one of another list.");
        assert!(lexicon.contains(&one), "{lexicon}");
    }

    #[test]
    fn lines_fit_and_every_work_that_is_named_is_listed() {
        let manifest = manifest();
        let run = Run { manifest: &manifest, compared: true };
        let said = wrapped(run, 80);
        assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
        let flat = said.replace('\n', " ");
        for (author, year) in [("Cochran", 1977), ("Garwood", 1936), ("Kish", 1965), ("Gries", 2008)] {
            assert!(flat.contains(&format!("({author} {year})")), "{flat}");
            assert!(references(run).iter().any(|r| r.contains(author) && r.contains(&year.to_string())));
        }
        assert!(flat.contains("(Phipson & Smyth 2010)"), "{flat}");
        let mut without = manifest.clone();
        without["valence"]["mode"] = "off".into();
        let without = wrapped(Run { manifest: &without, compared: false }, 80);
        assert!(!without.contains("VADER") && !without.contains("Phipson"), "{without}");
    }
}
