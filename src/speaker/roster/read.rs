//! Reads a speakers file. Whatever would make two speakers of one alias or one id stops it.

use super::titles::Titles;
use super::{Listed, Roster, Rule};
use crate::error::{Error, Kind, Place};
use crate::lexicon::load::hex;
use crate::speaker::{Type, keys};
use crate::table::{Row, Rows};
use crate::text::fold;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Columns with a meaning; all others are the user's attributes.
const COLUMNS: [&str; 8] =
    ["name", "alias", "aliases", "id", "speaker_type", "article", "source", "decision"];
/// Begins the columns in which suggestions say why; they are nobody's attributes.
pub const SUGGESTED: &str = "suggested_";

/// One name while its rows are read.
struct Entry {
    name: Arc<str>,
    line: u64,
    id: Option<(Arc<str>, u64)>,
    kind: Option<(Type, u64)>,
    attributes: Vec<Option<(Arc<str>, u64)>>,
}

struct Alias {
    text: Arc<str>,
    entry: usize,
    rule: Rule,
}

struct Reader<'a> {
    file: &'a str,
    columns: Vec<String>,
    entries: Vec<Entry>,
    by_name: BTreeMap<String, usize>,
    aliases: Vec<Alias>,
    declined: u64,
}

impl Roster {
    /// Reads a speakers file: `name` and `alias`, and what else the user knows.
    ///
    /// # Errors
    /// Where a row cannot be read; one alias stands for two names; two names have one id;
    /// two rows of one name disagree. Places are those of `file`.
    pub fn read(text: &str, file: &str) -> Result<Self, Error> {
        let mut rows = Rows::new(text, file)?;
        let name = Some(rows.needed("name")?);
        let column = |name: &str| rows.column(name);
        let places = [column("alias"), column("aliases"), column("id"), column("speaker_type")];
        let limits = [column("article"), column("source"), column("decision")];
        let own = |c: &str| !COLUMNS.contains(&&*c.to_lowercase()) && !c.starts_with(SUGGESTED);
        let extra: Vec<usize> = (0..rows.columns.len()).filter(|&at| own(&rows.columns[at])).collect();
        let named: Vec<usize> = extra.iter().copied().filter(|&at| !rows.columns[at].is_empty()).collect();
        let mut reader = Reader {
            file,
            columns: named.iter().map(|&at| rows.columns[at].clone()).collect(),
            entries: Vec::new(),
            by_name: BTreeMap::new(),
            aliases: Vec::new(),
            declined: 0,
        };
        while let Some(row) = rows.next_row()? {
            if let Some(&at) = extra.iter().find(|at| !named.contains(at) && row.cell(Some(**at)).is_some()) {
                return Err(reader.bad(row.line, format!("column {} holds a value and has no name", at + 1)));
            }
            reader.row(&row, name, places, limits, &named)?;
        }
        let sha256 = hex(&Sha256::digest(text.as_bytes()));
        reader.finish().map(|roster| Self { sha256, ..roster })
    }
}

impl Reader<'_> {
    fn at(&self, line: u64, kind: Kind) -> Error {
        Error::at(Place::line(self.file, line), kind)
    }

    fn bad(&self, line: u64, what: String) -> Error {
        self.at(line, Kind::BadRow(what))
    }

    fn row(
        &mut self,
        row: &Row<'_>,
        name: Option<usize>,
        [alias, aliases, id, kind]: [Option<usize>; 4],
        [article, source, decision]: [Option<usize>; 3],
        extra: &[usize],
    ) -> Result<(), Error> {
        let line = row.line;
        match row.cell(decision).map(str::to_lowercase).as_deref() {
            None | Some("yes" | "y") => {}
            Some("no" | "n") => {
                self.declined += 1;
                return Ok(());
            }
            Some(other) => return Err(self.field(line, "decision", other, "write yes or no, or nothing")),
        }
        let Some(name) = row.cell(name) else { return Err(self.bad(line, "it has no name".into())) };
        let entry = self.entry(name, line);
        if let Some(id) = row.cell(id) {
            let known = self.entries[entry].id.get_or_insert_with(|| (id.into(), line)).clone();
            self.agree("id", id, &known, line)?;
        }
        if let Some(read) = row.cell(kind) {
            let types = Type::ALL.map(Type::name).join(", ");
            let Some(kind) = Type::ALL.into_iter().find(|t| t.name() == read.to_lowercase()) else {
                return Err(self.field(line, "speaker_type", read, &format!("it is one of {types}")));
            };
            let (known, first) = *self.entries[entry].kind.get_or_insert((kind, line));
            self.agree("speaker_type", kind.name(), &(known.name().into(), first), line)?;
        }
        for (at, value) in extra.iter().enumerate().filter_map(|(at, &c)| Some((at, row.cell(Some(c))?))) {
            let known =
                self.entries[entry].attributes[at].get_or_insert_with(|| (value.into(), line)).clone();
            self.agree(&self.columns[at], value, &known, line)?;
        }
        let rule = Rule {
            listed: entry,
            article: row.cell(article).map(Into::into),
            source: row.cell(source).map(|s| fold::plain(s).into()),
            line,
        };
        let cells = [alias, aliases].into_iter().filter_map(|column| row.cell(column));
        for text in cells.flat_map(|cell| cell.split('|')).map(str::trim).filter(|a| !a.is_empty()) {
            self.aliases.push(Alias { text: text.into(), entry, rule: rule.clone() });
        }
        Ok(())
    }

    fn field(&self, line: u64, column: &str, read: &str, right: &str) -> Error {
        self.at(line, Kind::BadField(column.into(), format!("\"{read}\""), right.into()))
    }

    fn entry(&mut self, name: &str, line: u64) -> usize {
        let next = self.entries.len();
        let at = *self.by_name.entry(keys::of(name, Type::Person)).or_insert(next);
        if at == next {
            let attributes = vec![None; self.columns.len()];
            self.entries.push(Entry { name: name.into(), line, id: None, kind: None, attributes });
        }
        at
    }

    /// Two rows of one name may not say two things.
    fn agree(&self, column: &str, value: &str, known: &(Arc<str>, u64), line: u64) -> Result<(), Error> {
        if *known.0 == *value {
            return Ok(());
        }
        Err(self.at(line, Kind::TwoValues(column.into(), value.into(), known.0.to_string(), known.1)))
    }

    fn finish(mut self) -> Result<Roster, Error> {
        let heads = self.heads()?;
        for (entry, &head) in heads.iter().enumerate().filter(|(entry, head)| entry != *head) {
            self.join(entry, head)?;
        }
        let mut roster = Roster {
            file: self.file.into(),
            columns: self.columns.clone(),
            aliases: self.aliases.len() as u64,
            declined: self.declined,
            ..Roster::default()
        };
        let mut places = vec![0; self.entries.len()];
        let mut ids: BTreeMap<String, usize> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate().filter(|(at, _)| heads[*at] == *at) {
            let listed = listed(entry);
            if let Some(&other) = ids.get(&listed.id.to_lowercase()) {
                let other: &Listed = &roster.people[other];
                let line = entry.id.as_ref().map_or(entry.line, |(_, line)| *line);
                let kind = Kind::SameId(listed.id.to_string(), other.name.to_string(), other.line);
                return Err(self.at(line, kind));
            }
            places[at] = roster.people.len();
            ids.insert(listed.id.to_lowercase(), places[at]);
            roster.by_key.insert(listed.key.clone(), places[at]);
            roster.people.push(listed);
        }
        for Alias { text, entry, rule } in &self.aliases {
            let rule = Rule { listed: places[heads[*entry]], ..rule.clone() };
            self.rule(&mut roster, text, &rule)?;
        }
        for (at, entry) in self.entries.iter().enumerate() {
            let listed = places[heads[at]];
            self.rule(
                &mut roster,
                &entry.name,
                &Rule { listed, article: None, source: None, line: entry.line },
            )?;
        }
        self.untitled(&mut roster, |at| places[heads[at]])?;
        Ok(roster)
    }

    /// Tables print names without titles: *Mira Holt* is who was listed as *Senator Mira Holt*,
    /// where nobody is listed as she.
    fn untitled(&self, roster: &mut Roster, place: impl Fn(usize) -> usize) -> Result<(), Error> {
        let titles = Titles::builtin();
        for (at, entry) in self.entries.iter().enumerate() {
            let Some(bare) = titles.without(&entry.name) else { continue };
            let person = entry.kind.is_none_or(|(kind, _)| kind == Type::Person);
            if person && !roster.rules.contains_key(&keys::of(bare, Type::Person)) {
                let rule = Rule { listed: place(at), article: None, source: None, line: entry.line };
                self.rule(roster, bare, &rule)?;
            }
        }
        Ok(())
    }

    /// The name that each name stands under in the end: a name may be an alias of another.
    fn heads(&self) -> Result<Vec<usize>, Error> {
        let mut up: Vec<usize> = (0..self.entries.len()).collect();
        for Alias { text, entry, rule } in &self.aliases {
            let limited = rule.article.is_some() || rule.source.is_some();
            if let Some(&below) = self.by_name.get(&keys::of(text, Type::Person)).filter(|_| !limited) {
                up[below] = if up[below] == below { *entry } else { up[below] };
            }
        }
        let mut heads = up.clone();
        for head in &mut heads {
            let mut steps = 0;
            while up[*head] != *head {
                *head = up[*head];
                steps += 1;
                if steps > up.len() {
                    let Entry { name, line, .. } = &self.entries[*head];
                    return Err(self.bad(*line, format!("\"{name}\" is an alias of its own alias")));
                }
            }
        }
        Ok(heads)
    }

    /// What the file says of a name that is another's alias holds for that other.
    fn join(&mut self, entry: usize, head: usize) -> Result<(), Error> {
        let Entry { id, kind, attributes, .. } = &self.entries[entry];
        let (id, kind, attributes) = (id.clone(), *kind, attributes.clone());
        if let Some((value, line)) = id {
            let known = self.entries[head].id.get_or_insert_with(|| (value.clone(), line)).clone();
            self.agree("id", &value, &known, line)?;
        }
        if let Some((value, line)) = kind {
            let (known, first) = *self.entries[head].kind.get_or_insert((value, line));
            self.agree("speaker_type", value.name(), &(known.name().into(), first), line)?;
        }
        for (at, value) in attributes.into_iter().enumerate() {
            let Some((value, line)) = value else { continue };
            let known =
                self.entries[head].attributes[at].get_or_insert_with(|| (value.clone(), line)).clone();
            self.agree(&self.columns[at], &value, &known, line)?;
        }
        Ok(())
    }

    /// An alias stands for a name whatever an article takes it for.
    fn rule(&self, roster: &mut Roster, text: &str, rule: &Rule) -> Result<(), Error> {
        for kind in Type::ALL {
            let rules = roster.rules.entry(keys::of(text, kind)).or_default();
            match rules.iter().find(|r| r.article == rule.article && r.source == rule.source) {
                None => rules.push(rule.clone()),
                Some(same) if same.listed == rule.listed => {}
                Some(other) => {
                    let name = roster.people[other.listed].name.to_string();
                    return Err(self.at(rule.line, Kind::TwoNames(text.into(), name, other.line)));
                }
            }
        }
        Ok(())
    }
}

fn listed(entry: &Entry) -> Listed {
    let kind = entry.kind.map(|(kind, _)| kind);
    let key = keys::of(&entry.name, kind.unwrap_or(Type::Person));
    let id = entry.id.as_ref().map_or_else(|| keys::id_of(&key), |(id, _)| clean(id, &entry.name));
    Listed {
        name: entry.name.clone(),
        id: id.into(),
        key: key.into(),
        kind,
        attributes: entry.attributes.iter().map(|a| a.as_ref().map(|(value, _)| value.clone())).collect(),
        line: entry.line,
    }
}

/// A user's id as files hold it: begins with a letter, and cannot be taken for the id of
/// another name, all of which begin with `s_`.
fn clean(id: &str, name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "_-.:".contains(c) { c } else { '-' };
    let clean: String = id.chars().map(plain).collect();
    let own = || Type::ALL.into_iter().any(|kind| keys::id_of(&keys::of(name, kind)) == clean);
    let reserved = clean.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("s_")) && !own();
    if clean.starts_with(|c: char| c.is_ascii_alphabetic()) && !reserved {
        return clean;
    }
    format!("u_{clean}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::speaker::Speaker;

    fn said(text: &str) -> String {
        Roster::read(text, "who.csv").expect_err("cannot be meant").to_string()
    }

    fn renamed(roster: &Roster, name: &str, kind: Type, source: Option<&str>) -> String {
        let mut document = Document::new("a1", "");
        document.meta.source = source.map(Into::into);
        let mut speakers = [Speaker { key: keys::of(name, kind).into(), name: name.into(), kind }];
        roster.rename(&mut speakers, &document);
        let [Speaker { key, name, kind }] = &speakers;
        format!("{name} {} {}", roster.id(key), kind.name())
    }

    #[test]
    fn an_alias_becomes_its_name_whatever_the_article_took_it_for() {
        let text =
            "name;alias;id;party\nSelin Amaro;Amaro|the prime minister;17;Harbour\nSelin Amaro;S. Amaro;;\n";
        let roster = Roster::read(text, "who.csv").expect("a roster");
        for (name, kind) in [
            ("Amaro", Type::Place),
            ("amaro", Type::Person),
            ("the prime minister", Type::Unnamed),
            ("S Amaro", Type::Person),
        ] {
            let kept = if kind == Type::Place { "place" } else { "person" };
            assert_eq!(renamed(&roster, name, kind, None), format!("Selin Amaro u_17 {kept}"));
        }
        assert_eq!(renamed(&roster, "Vetrak", Type::Person, None), "Vetrak s_vetrak person");
        let attributes: Vec<_> = roster.attributes("selin amaro").map(|a| a.map(|a| &**a)).collect();
        assert_eq!((roster.columns.clone(), attributes), (vec!["party".to_string()], vec![Some("Harbour")]));
    }

    #[test]
    fn one_alias_under_two_names_names_both_lines() {
        assert_eq!(
            said("name,alias\nSelin Amaro,Amaro\nJuno Vale,Vale\nTomas Amaro,\"amaro\"\n"),
            "who.csv:4: \"amaro\" already stands for \"Selin Amaro\" (line 2)"
        );
        assert_eq!(
            said("name,alias\nThe Times,\nHarbour Post,Times\n"),
            "who.csv:2: \"The Times\" already stands for \"Harbour Post\" (line 3)"
        );
    }

    #[test]
    fn a_limited_alias_holds_in_its_outlet_only() {
        let text = "name,alias,source\nSelin Amaro,Amaro,\nTomas Amaro,Amaro,Harbour Post\n";
        let roster = Roster::read(text, "who.csv").expect("a roster");
        let amaro = |source| renamed(&roster, "Amaro", Type::Person, source);
        assert_eq!(amaro(Some("harbour post")), "Tomas Amaro s_tomas-amaro person");
        assert_eq!(amaro(Some("Coast")), "Selin Amaro s_selin-amaro person");
    }

    #[test]
    fn an_alias_of_an_alias_is_followed_and_a_circle_is_refused() {
        let text = "name,alias,party\nG. Holt,Holt,red\nGrace Holt,G Holt,\n";
        let roster = Roster::read(text, "who.csv").expect("a roster");
        assert_eq!(renamed(&roster, "Holt", Type::Person, None), "Grace Holt s_grace-holt person");
        assert_eq!((roster.people.len(), roster.people[0].attributes[0].as_deref()), (1, Some("red")));
        assert_eq!(
            said("name,alias\nHolt,Vale\nVale,Holt\n"),
            "who.csv:2: row cannot be read: \"Holt\" is an alias of its own alias"
        );
    }

    #[test]
    fn what_contradicts_itself_is_refused_with_its_line() {
        for (text, error) in [
            (
                "name,party\nHolt,red\nHolt,blue\n",
                "who.csv:3: party of this name is \"blue\" here and \"red\" in line 2",
            ),
            (
                "name,id\nHolt,Q1\nVale,q1\n",
                "who.csv:3: id \"q1\" is already that of \"Holt\" (line 2), or cannot be told from it",
            ),
            ("name,alias\n,Holt\n", "who.csv:2: row cannot be read: it has no name"),
            ("name,\nHolt,red\n", "who.csv:2: row cannot be read: column 2 holds a value and has no name"),
            (
                "name,decision\nHolt,maybe\n",
                "who.csv:2: field \"decision\" is \"maybe\"; write yes or no, or nothing",
            ),
            ("speaker\nHolt\n", "who.csv:1: has no column \"name\"; columns found: speaker"),
        ] {
            assert_eq!(said(text), error);
        }
    }

    #[test]
    fn ids_begin_with_a_letter_and_never_look_like_those_of_another_name() {
        assert_eq!(clean("Q76", "Holt"), "Q76");
        assert_eq!(clean("00123", "Holt"), "u_00123");
        assert_eq!(clean("s_holt", "Holt"), "s_holt");
        assert_eq!(clean("s_vale", "Holt"), "u_s_vale");
        assert_eq!(clean("a b/ç", "Holt"), "a-b--");
    }

    #[test]
    fn a_declined_suggestion_is_no_alias() {
        let text = "name,alias,decision,suggested_why\nSelin Amaro,Amaro,no,the family name alone\n";
        let roster = Roster::read(text, "who.csv").expect("a roster");
        assert_eq!((roster.declined, roster.people.len(), roster.columns.len()), (1, 0, 0));
    }
}
