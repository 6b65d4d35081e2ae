//! The words that decide: rows of the lexicon `stance-en`, found in one sentence.

use crate::lexicon::{Cache, Found, Lexicon, Matcher, Reading};
use crate::text::Range;

/// What a cue does to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// *oppose*, *say no to*: turns down what follows.
    Rejecting,
    /// *must be resisted*: turns down what stands before it.
    Rejected,
    /// *accept*, *bow to*: turns down what follows where it is negated.
    Accepting,
    /// *deny*, *have no intention of*: disowns what follows.
    Denying,
    /// *is a lie*: disowns what stands before it.
    Denied,
    /// *unleash*, *accuse*: a verb that is a charge.
    Accusing,
    /// *seek*, *claim*: a charge where what is sought is one.
    Seeking,
    /// *attack*, *invasion*: a charge where another does it.
    Violence,
    /// *refuse to*, *lack of*: negates what follows.
    Lacking,
    /// *no longer exists*: negates what stands before it.
    Lacked,
    /// *abandon*, *shake*, *have a better*: affirms what follows where it is negated.
    Forsaking,
    /// *think*, *believe*: a negation before it reaches beyond its *that*.
    Raising,
    /// *if*, *unless*.
    Condition,
    /// *should they*: a condition at the head of its clause.
    ConditionFirst,
    /// *would*.
    Hypothetical,
    /// *years ago*, *our forefathers*.
    History,
    /// *today*, *still*, *last night*: no history in its clause.
    Present,
    /// *but*, *because*: ends the reach of what stands before.
    Boundary,
}

impl Does {
    fn of(category: &str) -> Option<Self> {
        Some(match category {
            "rejecting" => Self::Rejecting,
            "rejected" => Self::Rejected,
            "accepting" => Self::Accepting,
            "denying" => Self::Denying,
            "denied" => Self::Denied,
            "accusing" => Self::Accusing,
            "seeking" => Self::Seeking,
            "violence" => Self::Violence,
            "lacking" => Self::Lacking,
            "lacked" => Self::Lacked,
            "forsaking" => Self::Forsaking,
            "raising" => Self::Raising,
            "condition" => Self::Condition,
            "condition_first" => Self::ConditionFirst,
            "hypothetical" => Self::Hypothetical,
            "history" => Self::History,
            "present" => Self::Present,
            "boundary" => Self::Boundary,
            _ => return None,
        })
    }
}

/// What the row says besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing.
    None,
    /// `anyone`: an accusation whoever speaks the verb (*we accuse*).
    Anyone,
    /// `charge`: only of what somebody can be charged with (*against*, *stop the*).
    Charge,
    /// `past`: a verb in the past.
    Past,
    /// `name`: only where its second word is a name (*should Ruritania*).
    Name,
    /// `future`: only where *will* or *shall* follows (*those who attack us will …*).
    Future,
}

/// A cue where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    pub(super) tokens: Range,
    pub(super) does: Does,
    pub(super) value: Value,
}

/// The rows of `stance-en`, ready to be found.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    matcher: Matcher,
    /// By row: what it does; nothing for an exception.
    rows: Vec<Option<(Does, Value)>>,
}

impl Cues {
    /// Compiles the lexicon of cues.
    pub fn new(lexicon: &Lexicon) -> Self {
        let value = |value: &str| match value {
            "anyone" => Value::Anyone,
            "charge" => Value::Charge,
            "past" => Value::Past,
            "name" => Value::Name,
            "future" => Value::Future,
            _ => Value::None,
        };
        let row = |row: crate::lexicon::Row<'_>| {
            Does::of(lexicon.name_of(row.category, row.sense)).map(|does| (does, value(row.value)))
        };
        Self { matcher: Matcher::new([lexicon]), rows: lexicon.entries.rows().map(row).collect() }
    }

    /// The cues in a range, in order of their place. `cues` is overwritten.
    pub(super) fn find(
        &self,
        reading: &Reading<'_>,
        range: Range,
        cache: &mut Cache,
        found: &mut Vec<Found>,
        cues: &mut Vec<Cue>,
    ) {
        self.matcher.find(reading.parsed, range, reading.vocabulary, cache, found);
        cues.clear();
        cues.extend(found.iter().filter_map(|f| {
            let (does, value) = self.rows[f.entry]?;
            Some(Cue { tokens: f.tokens, does, value })
        }));
    }
}
