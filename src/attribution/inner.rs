//! Whose words stand in inner marks: *“She told me, ‘Leave,’ and I did,” Holt said.*
//!
//! The outer speaker tells what somebody else said. It is taken for somebody else's only
//! where a verb of saying within the outer words ties it to a subject that is not the outer
//! speaker; what nobody said (*never said*, *would say*), what was only called something, and
//! single distanced words stay the outer speaker's. The confidences are set, not fitted.

use super::candidates::Scene;
use super::{Attribution, Rule, Silence};
use crate::lexicon::facts::Flags;
use crate::quote::Inner;
use crate::speaker::{Gender, Make, Mention, Type};
use crate::text::{Kind, Range, Shape};

/// That the subject of the verb said it.
const SUBJECT: f64 = 0.9;
/// That a pronoun is the one person it can be.
const PRONOUN: f64 = 0.7;

/// What somebody else said, in the words of the outer speaker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InnerSpeech {
    /// Where.
    pub inner: Inner,
    /// Who.
    pub said_by: Attribution,
}

/// What others say within a quotation, in order.
pub fn inner_speech(scene: &Scene<'_>, quote: usize, outer: &Attribution) -> Vec<InnerSpeech> {
    let outer = match outer {
        Attribution::To { speaker, .. } | Attribution::Given { speaker } => Some(*speaker),
        Attribution::Nobody { why: Silence::NotSpeech, .. } => return Vec::new(),
        Attribution::Nobody { .. } => None,
    };
    let told = |&inner: &Inner| {
        let within = Within { scene, quote, outer, inner };
        within.said_by().map(|said_by| InnerSpeech { inner, said_by })
    };
    scene.quotes[quote].inner.iter().filter_map(told).collect()
}

/// Words between a verb of saying and what is said.
const REACH: usize = 6;

/// Mentions looked back at.
const MOST_MENTIONS: usize = 400;

struct Within<'a> {
    scene: &'a Scene<'a>,
    quote: usize,
    outer: Option<usize>,
    inner: Inner,
}

impl Within<'_> {
    fn said_by(&self) -> Option<Attribution> {
        let parsed = self.scene.reading.parsed;
        let piece = self.scene.quotes[self.quote].pieces.iter().find(|p| p.contains(self.inner.span))?;
        let piece = parsed.tokens_in(*piece);
        let marks = parsed.tokens_in(self.inner.span);
        let before = || self.before(piece, marks.start);
        let (cue, subject, rule) = before().or_else(|| self.behind(piece, marks.end))?;
        let subject_start = self.scene.mentions[subject].tokens.start;
        if !self.is_clause() || self.is_unsaid(cue, piece.start) || self.is_asked(subject_start, piece.start)
        {
            return None;
        }
        let mention = &self.scene.mentions[subject];
        let flags = self.scene.reading.flags(mention.head);
        // "I said" is the outer speaker's; "it says" is anybody's.
        if mention.make == Make::Pronoun && !flags.any(Flags::HE_SHE.or(Flags::THEY)) {
            return None;
        }
        let (speaker, confidence) = match mention.make {
            Make::Pronoun => (self.antecedent(subject), PRONOUN),
            _ => (mention.speaker, SUBJECT),
        };
        if speaker.is_some() && speaker == self.outer {
            return None;
        }
        let cue = Some(parsed.tokens[cue].span());
        let mention = parsed.span(mention.tokens);
        Some(match speaker {
            Some(speaker) => Attribution::To { speaker, mention, cue, confidence, rule, identity: None },
            None => Attribution::Nobody { why: Silence::NotNamed, confidence },
        })
    }

    /// At least three words, or a clause with its own stop: *‘Go,’*.
    fn is_clause(&self) -> bool {
        let parsed = self.scene.reading.parsed;
        let tokens = parsed.tokens_in(self.inner.said);
        let ended = self.inner.said.of(parsed.text).trim_end().ends_with([',', '.', '!', '?', '…']);
        let first = tokens.range().find(|&t| parsed.tokens[t].is_word());
        let capital = first.is_some_and(|t| self.scene.reading.word(t).shape != Shape::Lower);
        parsed.count_words(tokens) >= 3 || ended && capital
    }

    fn is_cue(&self, token: usize) -> bool {
        let reading = &self.scene.reading;
        let flags = reading.flags(token);
        flags.any(Flags::SAY.or(Flags::TELL)) && !reading.word(token).folded.ends_with("ing")
    }

    /// *she told me, ‘…’*: the verb, its subject.
    fn before(&self, piece: Range, marks: usize) -> Option<(usize, usize, Rule)> {
        let reading = &self.scene.reading;
        let sentence = reading.parsed.sentences[reading.parsed.sentence_of(marks)];
        let limit = piece.start.max(sentence.start.min(marks));
        let far = limit.max(marks.saturating_sub(REACH + 1));
        let cue = (far..marks).rev().find(|&t| self.is_cue(t))?;
        let start_of = |token: usize| self.scene.mentions.partition_point(|m| m.tokens.start < token);
        let told = &self.scene.mentions[start_of(cue + 1)..start_of(marks)];
        let object = |t: usize| {
            let flags = reading.flags(t);
            let part = Flags::ADVERB.or(Flags::PRONOUN).or(Flags::OBJECT).or(Flags::DETERMINER);
            reading.is_mark(t, &[",", ":", "—", "–", "-", "…"])
                || flags.any(part.or(Flags::POSSESSIVE))
                || matches!(reading.str(t), "to" | "that" | "back" | "once")
                || told.iter().any(|m| m.tokens.contains(t))
        };
        if !(cue + 1..marks).all(object) {
            return None;
        }
        let mut at = cue;
        // "used to say" is said.
        let light = |t: usize| {
            reading.flags(t).any(Flags::ADVERB.or(Flags::AUXILIARY))
                || reading.str(t) == "used"
                || reading.str(t) == "to" && reading.str(t - 1) == "used"
        };
        while at > limit && light(at - 1) {
            at -= 1;
        }
        let subject = match self.ending_at(at, limit) {
            Some(subject) if reading.flags(self.scene.mentions[subject].head).any(Flags::WHO) => {
                self.ending_at(self.scene.mentions[subject].tokens.start, limit)
            }
            Some(subject) => Some(subject),
            None if at > limit && reading.flags(at - 1).any(Flags::CONJUNCTION) => self.first(limit, at),
            None => None,
        };
        subject.map(|s| (cue, s, Rule::CueBefore))
    }

    /// *‘…’ she told me*, *‘…’ said the boss*.
    fn behind(&self, piece: Range, marks: usize) -> Option<(usize, usize, Rule)> {
        let reading = &self.scene.reading;
        let start = marks + usize::from(reading.is_mark(marks, &[","]));
        let stopped = self.inner.said.of(reading.parsed.text).trim_end().ends_with('.');
        if start >= piece.end || stopped {
            return None;
        }
        let starting = |at: usize| {
            let first = self.scene.mentions.partition_point(|m| m.tokens.start < at);
            let here = self.scene.mentions[first..].iter().take_while(|m| m.tokens.start == at);
            let longest = here.enumerate().filter(|(_, m)| !m.modifier).max_by_key(|(_, m)| m.tokens.end);
            longest.map(|(n, _)| first + n)
        };
        if self.is_cue(start) {
            return starting(start + 1).map(|s| (start, s, Rule::CueInverted));
        }
        let subject = starting(start)?;
        let mut cue = self.scene.mentions[subject].tokens.end;
        while cue < piece.end && reading.flags(cue).any(Flags::ADVERB) {
            cue += 1;
        }
        (cue < piece.end && self.is_cue(cue)).then_some((cue, subject, Rule::CueAfter))
    }

    /// *never said*, *would say*, *was told*: nobody said it, or nobody is told.
    fn is_unsaid(&self, cue: usize, limit: usize) -> bool {
        let reading = &self.scene.reading;
        let from = limit.max(cue.saturating_sub(3));
        let word = |t: usize| match reading.parsed.tokens[t].kind {
            Kind::Word => &*reading.word(t).folded,
            _ => "",
        };
        let verb = word(cue);
        let passive = verb.ends_with("ed") || matches!(verb, "told" | "said");
        (from..cue).any(|t| {
            let modal = matches!(
                word(t),
                "would" | "could" | "should" | "might" | "may" | "must" | "will" | "can" | "shall"
            );
            // "wants to say", but "used to say" is said.
            let open = word(t) == "to" && (t == 0 || word(t - 1) != "used");
            let be = matches!(word(t), "was" | "were" | "is" | "are" | "been" | "be" | "being");
            reading.flags(t).any(Flags::NEGATOR)
                || modal
                || open
                || word(t).ends_with("n't")
                || word(t).ends_with("'ll")
                || be && passive
        })
    }

    /// *when do people say …*: an auxiliary right before the subject.
    fn is_asked(&self, subject: usize, limit: usize) -> bool {
        subject > limit && self.scene.reading.flags(subject - 1).any(Flags::AUXILIARY)
    }

    fn ending_at(&self, end: usize, limit: usize) -> Option<usize> {
        let near = self.scene.mentions.partition_point(|m| m.tokens.start < end);
        let ends = |m: &Mention| m.tokens.end == end && m.tokens.start >= limit && !m.modifier;
        let found = (0..near).rev().take(8).filter(|&m| ends(&self.scene.mentions[m]));
        found.max_by_key(|&m| self.scene.mentions[m].tokens.end - self.scene.mentions[m].tokens.start)
    }

    /// *He looked at me and said*: the first mention of the sentence that no preposition holds.
    fn first(&self, limit: usize, end: usize) -> Option<usize> {
        let from = self.scene.mentions.partition_point(|m| m.tokens.start < limit);
        let free = |m: &Mention| {
            let start = m.tokens.start;
            let held = start > limit && self.scene.reading.flags(start - 1).any(Flags::PREPOSITION);
            !m.modifier && !m.possessor && !held
        };
        let mentions = self.scene.mentions[from..].iter().take_while(|m| m.tokens.start < end);
        mentions.enumerate().find(|(_, m)| free(m)).map(|(n, _)| from + n)
    }

    /// The one other person of that gender in the quotation so far, else in the sentences
    /// right before it; nobody where there are several.
    fn antecedent(&self, pronoun: usize) -> Option<usize> {
        let scene = self.scene;
        let mention = &scene.mentions[pronoun];
        if mention.plural || mention.gender == Gender::Unknown {
            return None;
        }
        let parsed = scene.reading.parsed;
        let start = scene.extents[self.quote].start;
        let sentence = parsed.sentence_of(start).saturating_sub(2);
        let nearby = parsed.sentences[sentence].start;
        let only = |from: usize, to: usize| {
            let fits = |m: &&Mention| {
                let person = matches!(m.kind, Type::Person | Type::Unnamed) && m.make != Make::Pronoun;
                let gender = m.speaker.map(|s| self.gender(s, to));
                !m.modifier && person && gender == Some(mention.gender)
            };
            let first = scene.mentions.partition_point(|m| m.tokens.start < from);
            let before = scene.mentions[first..].iter().take_while(|m| m.tokens.start < to).filter(fits);
            let mut speakers: Vec<usize> =
                before.filter_map(|m| m.speaker).filter(|s| Some(*s) != self.outer).collect();
            speakers.sort_unstable();
            speakers.dedup();
            speakers
        };
        let inside = only(start, mention.tokens.start);
        let candidates = if inside.is_empty() { only(nearby, start) } else { inside };
        match candidates[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// What the latest mentions before a token say of a speaker's gender.
    fn gender(&self, speaker: usize, before: usize) -> Gender {
        let end = self.scene.mentions.partition_point(|m| m.tokens.start < before);
        let latest = self.scene.mentions[..end].iter().rev().take(MOST_MENTIONS);
        let of = latest.filter(|m| m.speaker == Some(speaker) && m.make != Make::Pronoun);
        of.map(|m| m.gender).find(|g| *g != Gender::Unknown).unwrap_or(Gender::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Tools, analyze};
    use crate::document::Document;

    /// Who says what within what Holt says.
    fn within(said: &str) -> Vec<String> {
        let tools = Tools::builtin().expect("built-in files parse");
        let text = format!("Bram Vale left. “{said}” Mira Holt said.");
        let analysis = analyze(&Document::new("a", text.as_str()), &tools, &mut tools.desk());
        let inner = analysis.findings.iter().filter(|f| f.within.is_some());
        let who = |f: &crate::analysis::Finding| f.speaker().map_or("-".into(), |s| s.name.to_string());
        inner.map(|f| format!("{}: {}", who(f), f.quote.said().of(&text))).collect()
    }

    #[test]
    fn a_verb_of_saying_ties_the_inner_words_to_its_subject() {
        assert_eq!(within("Vale says, ‘We will not wait,’ and laughs,"), ["Bram Vale: We will not wait,"]);
        assert_eq!(within("My father came in and said: ‘Go home now.’ I did,"), ["my father: Go home now."]);
        assert_eq!(within("‘Turn her round,’ the owner told me,"), ["the owner: Turn her round,"]);
        assert_eq!(within("‘Turn her round,’ said the owner, and I did,"), ["the owner: Turn her round,"]);
        assert_eq!(
            within("My mother used to say, ‘Feed him first,’ you know,"),
            ["my mother: Feed him first,"]
        );
    }

    #[test]
    fn a_pronoun_is_the_one_person_it_can_be_or_nobody() {
        assert_eq!(within("My sister came. She told me, ‘Leave,’ and I did,"), ["my sister: Leave,"]);
        assert_eq!(within("They told me, ‘Leave this house,’ and I did,"), ["-: Leave this house,"]);
    }

    #[test]
    fn the_outer_speakers_own_words_stay_with_her() {
        assert_eq!(within("I said, ‘Leave this house,’ and he did,"), [""; 0]);
        assert_eq!(within("We told them, ‘Leave this house,’ and they did,"), [""; 0]);
        assert_eq!(within("Vale never said, ‘We took the money,’ you know,"), [""; 0]);
        assert_eq!(within("Vale would say, ‘We took the money,’ you know,"), [""; 0]);
        assert_eq!(within("I was told, ‘Leave this house,’ and I did,"), [""; 0]);
        assert_eq!(within("Vale said their so-called ‘reform’ failed,"), [""; 0]);
        assert_eq!(within("Vale called us ‘the enemies of the people’ twice,"), [""; 0]);
    }
}
