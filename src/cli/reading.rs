//! How inputs are read: the options of all commands that read articles.

use anstream::eprintln;
use jiff::civil::Date;
use rhetor::error::{Kind, Problem};
use rhetor::ingest::{Columns, DateOrder, FORMATS, Format, NamePattern, PRESETS, Preset, Reading};
use std::fmt;
use std::sync::Arc;

/// How inputs are read, as given.
#[derive(clap::Args, Clone, Debug, Default)]
#[group(id = "reading")]
#[command(next_help_heading = "Reading")]
pub(crate) struct Options {
    /// Format of all inputs [default: told by name and content]
    #[arg(long, value_name = "NAME", value_parser = formats())]
    input_format: Option<String>,
    /// Encoding of inputs that are not UTF-8, such as windows-1252; utf-16le and the like: of all
    /// without a byte order mark [default: a guess that is reported]
    #[arg(short, long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static encoding_rs::Encoding>,
    /// Columns as this program or collection names them [default: told by the columns]
    #[arg(long, value_name = "NAME", value_parser = presets())]
    preset: Option<String>,
    /// Column, or field of JSON (article.body leads into objects), that holds the text
    /// [default: text, else content or article, or the only one called body, fulltext and the like]
    #[arg(long, value_name = "NAME")]
    text_col: Option<String>,
    /// Column that holds the id of an article [default: id]
    #[arg(long, value_name = "NAME")]
    id_col: Option<String>,
    /// Column that holds its date [default: date, published and the like]
    #[arg(long, value_name = "NAME")]
    date_col: Option<String>,
    /// Column that holds its outlet [default: source, outlet and the like]
    #[arg(long, value_name = "NAME")]
    source_col: Option<String>,
    /// Column that holds its headline [default: title, headline]
    #[arg(long, value_name = "NAME")]
    title_col: Option<String>,
    /// Column that holds who wrote it [default: author, authors, byline]
    #[arg(long, value_name = "NAME")]
    author_col: Option<String>,
    /// Column that holds its address [default: url, link]
    #[arg(long, value_name = "NAME")]
    url_col: Option<String>,
    /// Column that holds its language [default: language, lang]
    #[arg(long, value_name = "NAME")]
    lang_col: Option<String>,
    /// What dates such as 03/04/2024 are [default: none, since they could be two days]
    #[arg(long, value_enum, value_name = "ORDER")]
    date_order: Option<Order>,
    /// Date an article that has no date by the name of its file: a day anywhere in it, or by a
    /// pattern such as {date}_{source}_*
    #[arg(long, value_name = "PATTERN", num_args = 0..=1, require_equals = true,
          default_missing_value = "auto", value_parser = NamePattern::new)]
    date_from_name: Option<NamePattern>,
    /// Leave out what is older than this day, and what has no date
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<Date>,
    /// Leave out what is younger than this day, and what has no date
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<Date>,
    /// Turn text back that was UTF-8 and was read as windows-1252, where all of it turns back
    #[arg(long)]
    fix_encoding: bool,
}

/// Which number of a date is the day, where it could be two.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Order {
    /// Day first: the third of April
    Dmy,
    /// Month first: the fourth of March
    Mdy,
}

impl From<Order> for DateOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::Dmy => Self::DayFirst,
            Order::Mdy => Self::MonthFirst,
        }
    }
}

impl Options {
    /// How to read; `speaker` is the field that names the speaker of a document.
    pub(crate) fn reading(&self, speaker: Option<Arc<str>>) -> Reading {
        let of = |asked: &Option<String>| asked.clone();
        Reading {
            speaker,
            columns: Columns {
                text: of(&self.text_col),
                id: of(&self.id_col),
                date: of(&self.date_col),
                source: of(&self.source_col),
                title: of(&self.title_col),
                author: of(&self.author_col),
                url: of(&self.url_col),
                language: of(&self.lang_col),
            },
            preset: self.preset.as_deref().and_then(|name| PRESETS.iter().find(|p: &&Preset| p.name == name)),
            format: self
                .input_format
                .as_deref()
                .and_then(|name| FORMATS.iter().find(|f: &&Format| f.name == name)),
            encoding: self.encoding,
            date_order: self.date_order.map(DateOrder::from),
            date_from_name: self.date_from_name.clone(),
            since: self.since,
            until: self.until,
            fix_encoding: self.fix_encoding,
            ids_by_content: false,
        }
    }

    /// The first and the last day that are asked for.
    pub(crate) fn days(&self) -> [Option<String>; 2] {
        [self.since, self.until].map(|day| day.map(|day| day.to_string()))
    }

    /// What dates are that could be two days, as it is given.
    pub(crate) fn date_order(&self) -> Option<String> {
        self.date_order.map(|order| match order {
            Order::Dmy => "dmy".into(),
            Order::Mdy => "mdy".into(),
        })
    }

    /// Whether articles are left out by their days.
    pub(crate) fn by_days(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }
}

/// Articles that the days asked for leave out: there may be as many as articles, so they
/// are counted and not listed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Left {
    pub(crate) out_of_dates: u64,
    /// Those without a date.
    pub(crate) undated: u64,
}

impl Left {
    /// Counts what is such an article; whether it was.
    pub(crate) fn counts(&mut self, problem: &Problem) -> bool {
        match problem.kind {
            Kind::OutOfDates(_) => self.out_of_dates += 1,
            Kind::Undated => self.undated += 1,
            _ => return false,
        }
        true
    }

    /// Says it, where nothing else is said.
    pub(crate) fn tell(self, quiet: bool) {
        if !quiet && self.out_of_dates + self.undated > 0 {
            eprintln!("{self}");
        }
    }
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { out_of_dates, undated } = self;
        write!(f, "{out_of_dates} outside the days asked for and {undated} without a date left out")
    }
}

fn formats() -> clap::builder::PossibleValuesParser {
    FORMATS.iter().map(|f| clap::builder::PossibleValue::new(f.name).help(f.about)).collect::<Vec<_>>().into()
}

fn presets() -> clap::builder::PossibleValuesParser {
    PRESETS.iter().map(|p| clap::builder::PossibleValue::new(p.name).help(p.about)).collect::<Vec<_>>().into()
}

/// An encoding by any of its names; those of UTF-32 have none.
pub(crate) fn encoding(name: &str) -> Result<&'static encoding_rs::Encoding, String> {
    let known = encoding_rs::Encoding::for_label_no_replacement(name.trim().as_bytes());
    known.ok_or_else(|| {
        "is no encoding that is known; try utf-8, windows-1252, iso-8859-2, gbk, shift_jis".into()
    })
}

/// A day, written so that it can be only one.
fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write it as YYYY-MM-DD".into())
}
