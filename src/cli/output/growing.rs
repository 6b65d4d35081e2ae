//! The tables that grow with every article: spelled on any thread, written on one.

use rhetor::pipeline::Threads;
use rhetor::report::csv::{Dialect, Files, Rows, Spelling};
use rhetor::report::{Article, Cell, Run, Speech, Table, jsonl, tables};
use rhetor::tally::{Ranked, Tally};
use std::io;
use std::path::Path;

/// Speakers whose rows one thread spells at once, and of how many these are written at once.
const TOGETHER: usize = 16;
const AT_ONCE: usize = 128;

/// The tables of one kind of speech.
pub(super) struct Growing {
    pub(super) speech: Speech,
    /// Or documents, where they are the unit.
    quotes: Files,
    evidence: Files,
    speaker_articles: Files,
}

/// What one article adds to the tables of one kind of speech.
pub(super) struct Grown {
    quotes: Rows,
    evidence: Rows,
    speaker_articles: Rows,
}

/// What one article adds to everything that is written.
pub(super) struct Spelled {
    /// In the order of [`Run::speech`]; nothing where no tables are wanted.
    pub(super) of_speech: Vec<Grown>,
    /// To `articles.csv`.
    pub(super) article: Rows,
    /// Lines of JSON.
    pub(super) lines: Vec<u8>,
}

impl Spelled {
    /// Spells what is wanted of the tables, `articles.csv` and the lines of JSON.
    pub(super) fn of(
        run: &Run,
        article: &Article,
        dialect: Dialect,
        (tables, index, lines): (bool, bool, bool),
    ) -> Self {
        let speeches = if tables { run.speech() } else { &[] };
        let mut of_index = Spelling::new(dialect, 1);
        if index {
            of_index.row(&tables::article(run, article));
        }
        Self {
            of_speech: speeches.iter().map(|&speech| Grown::of(run, (article, speech), dialect)).collect(),
            article: of_index.end(),
            lines: if lines { self::lines(run, article) } else { Vec::new() },
        }
    }
}

/// An article's lines of JSON.
pub(super) fn lines(run: &Run, article: &Article) -> Vec<u8> {
    let mut lines = Vec::new();
    in_memory(&jsonl::write(run, article, &mut lines));
    lines
}

impl Grown {
    fn of(run: &Run, which: (&Article, Speech), dialect: Dialect) -> Self {
        let (article, speech) = which;
        let findings = article.findings(speech).len();
        let quotes = match speech {
            Speech::Whole => rows((dialect, 1), |row| tables::documents(run, article, row)),
            Speech::Quoted | Speech::Reported => {
                rows((dialect, findings), |row| tables::quotes(run, which, row))
            }
        };
        Self {
            quotes,
            evidence: rows((dialect, 0), |row| tables::evidence(run, which, row)),
            speaker_articles: rows((dialect, article.parts(speech).len()), |row| {
                tables::speaker_articles(run, which, row)
            }),
        }
    }
}

impl Growing {
    pub(super) fn new(folder: &Path, speech: Speech, run: &Run, dialect: Dialect) -> io::Result<Self> {
        let files = |table: Table, header| Files::new(folder, table.name(speech), header, dialect);
        let of_units = match speech {
            Speech::Whole => tables::documents_header(run),
            Speech::Quoted | Speech::Reported => tables::quotes_header(run),
        };
        Ok(Self {
            speech,
            quotes: files(Table::Quotes, of_units)?,
            evidence: files(Table::Evidence, tables::evidence_header())?,
            speaker_articles: files(Table::SpeakerArticles, tables::speaker_articles_header(run))?,
        })
    }

    pub(super) fn rows(&mut self, grown: &Grown) -> io::Result<()> {
        self.quotes.rows(&grown.quotes)?;
        self.evidence.rows(&grown.evidence)?;
        self.speaker_articles.rows(&grown.speaker_articles)
    }

    /// Ends these tables, and writes those that are known only at the end.
    pub(super) fn end(
        self,
        (folder, dialect): (&Path, Dialect),
        run: &Run,
        tally: &Tally,
        threads: &Threads,
    ) -> io::Result<()> {
        let Self { speech, quotes, evidence, speaker_articles } = self;
        let files = |table: Table, header| Files::new(folder, table.name(speech), header, dialect);
        let mut speakers = files(Table::Speakers, tables::speakers_header(run))?;
        let mut long = files(Table::SpeakersLong, tables::speakers_long_header(run))?;
        for some in tally.ranked().chunks(AT_ONCE) {
            let spell = |few: &[Ranked<'_>]| {
                let wide = rows((dialect, few.len()), |row| tables::speakers(run, few, row));
                let mut long = Spelling::new(dialect, few.len() * run.layout.columns.len());
                in_memory(&tables::speakers_long(run, few, |cells, differ| {
                    match differ {
                        Some(differ) => long.like_last(cells, differ),
                        None => long.row(cells),
                    }
                    Ok(())
                }));
                (wide, long.end())
            };
            for (of_speakers, of_long) in threads.map(some.chunks(TOGETHER).collect(), spell) {
                speakers.rows(&of_speakers)?;
                long.rows(&of_long)?;
            }
        }
        // To wait for the disk takes time too.
        let all = vec![long, quotes, speaker_articles, evidence, speakers];
        threads.map(all, Files::end).into_iter().collect()
    }
}

/// Spells the rows of one table, of which so many are likely.
fn rows(
    (dialect, likely): (Dialect, usize),
    table: impl FnOnce(&mut dyn FnMut(&[Cell]) -> io::Result<()>) -> io::Result<()>,
) -> Rows {
    let mut rows = Spelling::new(dialect, likely);
    let mut row = |cells: &[Cell]| {
        rows.row(cells);
        Ok(())
    };
    in_memory(&table(&mut row));
    rows.end()
}

/// What is spelled into memory cannot fail.
fn in_memory(written: &io::Result<()>) {
    debug_assert!(written.is_ok(), "{written:?}");
}
