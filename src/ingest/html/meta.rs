//! What a page says about its article: JSON-LD, Open Graph and the tags before them.

mod ld;

use super::super::dates::{DateOrder, Day, day};
use super::super::exports;
use super::super::found::Found;
use dom_query::{Document, NodeRef};

pub(super) use ld::Ld;

/// What is said outside JSON-LD, under the names in small letters that say it.
struct Tags(Vec<(String, String)>);

impl Tags {
    fn of(page: &Document) -> Self {
        let mut tags = Vec::new();
        for node in page.select("meta[content]").nodes() {
            let value = collapsed(&node.attr_or("content", ""));
            if value.is_empty() || value.len() > LONGEST {
                continue;
            }
            for attribute in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = node.attr(attribute) {
                    tags.push((name.trim().to_lowercase(), value.clone()));
                }
            }
        }
        Self(tags)
    }

    /// The value of the first of some names that there is.
    fn first(&self, names: &[&str]) -> Option<String> {
        names
            .iter()
            .find_map(|name| self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone()))
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// Bytes of a value that is no longer a date, a name or a headline.
const LONGEST: usize = 2000;

const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "sailthru.date",
    "article.published",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "publication_date",
    "cxenseparse:recs:publishtime",
    "date",
    "article:published",
];

/// Fills in what a page says, the surest place first.
pub(super) fn read(page: &Document, ld: &Ld, order: Option<DateOrder>, found: &mut Found) {
    let tags = Tags::of(page);
    let is_url = |text: &String| text.starts_with("http://") || text.starts_with("https://");
    found.date = tags.first(&DATES[..1]).or_else(|| ld.date.clone()).or_else(|| tags.first(DATES));
    found.date = found.date.take().or_else(|| time(page, order));
    found.url = link(page).or_else(|| tags.first(&["og:url"])).or_else(|| ld.url.clone()).filter(is_url);
    let host = || found.url.as_deref().and_then(host);
    found.source = tags.first(&["og:site_name"]).or_else(|| ld.publisher.clone());
    found.source =
        found.source.take().or_else(|| tags.first(&["application-name", "dc.publisher"])).or_else(host);
    found.title =
        ld.headline.clone().or_else(|| tags.first(&["og:title", "twitter:title", "dc.title", "headline"]));
    found.title = found.title.take().or_else(|| title(page, found.source.as_deref()));
    let named: Vec<&str> = tags.all("article:author").filter(|name| !name.contains("//")).collect();
    found.author = ld
        .author
        .clone()
        .or_else(|| tags.first(&["author", "parsely-author", "sailthru.author", "dc.creator", "byl"]));
    found.author =
        found.author.take().or_else(|| (!named.is_empty()).then(|| named.join(", "))).filter(|a| !is_url(a));
    found.author = found.author.take().map(|author| exports::author(&author));
    let lang = |node: &NodeRef<'_>| {
        node.attr("lang").or_else(|| node.attr("xml:lang")).map(|l| l.trim().to_string())
    };
    let of_page = page.select_single("html").nodes().first().and_then(lang).filter(|lang| !lang.is_empty());
    found.language = ld.language.clone().or(of_page);
    found.language =
        found.language.take().or_else(|| tags.first(&["content-language", "og:locale", "dc.language"]));
    found.language = found.language.take().map(|language| exports::language(&language.replace('_', "-")));
}

/// Whether the page calls itself an article.
pub(super) fn is_article(page: &Document) -> bool {
    Tags::of(page).all("og:type").any(|kind| kind.to_lowercase().contains("article"))
}

/// The one address of a page that has several.
fn link(page: &Document) -> Option<String> {
    let link = page.select_single("link[rel=canonical][href]");
    link.attr("href").map(|href| href.trim().to_string())
}

/// The name of the site that an address leads to.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains('@')).then(|| host.to_lowercase())
}

/// The day of the page's `<time>`: that inside the article, or the only one there is. A page
/// that has several says of none that it is the article's.
fn time(page: &Document, order: Option<DateOrder>) -> Option<String> {
    let days = |within: &str| -> Vec<String> {
        let times = page.select(within);
        let stamps = times.nodes().iter().filter_map(|node| node.attr("datetime"));
        let mut days: Vec<(jiff::civil::Date, String)> = stamps
            .filter_map(|stamp| match day(&stamp, order) {
                Day::Is(date) => Some((date, stamp.trim().to_string())),
                _ => None,
            })
            .collect();
        days.dedup_by_key(|(date, _)| *date);
        days.into_iter().map(|(_, stamp)| stamp).collect()
    };
    let marked = days("time[pubdate], time[itemprop=datePublished]");
    if let Some(stamp) = marked.first() {
        return Some(stamp.clone());
    }
    ["article header time", "article time", "main time", "time"].iter().find_map(|within| {
        match days(within).as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    })
}

/// The headline that is shown, else the title of the window without the name of the site.
fn title(page: &Document, source: Option<&str>) -> Option<String> {
    let shown = page.select("h1");
    if let [only] = shown.nodes() {
        let text = collapsed(&only.text());
        if !text.is_empty() && text.len() < LONGEST {
            return Some(text);
        }
    }
    let window = collapsed(&page.select_single("head title").text());
    let without = source.and_then(|source| {
        let rest = window.strip_suffix(source)?.trim_end();
        rest.strip_suffix(['|', '-', '\u{2013}', '\u{2014}', '\u{ab}', '\u{b7}'])
            .map(|rest| rest.trim_end().to_string())
    });
    Some(without.unwrap_or(window)).filter(|title| !title.is_empty() && title.len() < LONGEST)
}

/// Text with single spaces.
pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
