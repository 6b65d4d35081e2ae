//! The questions that attribution asks of a candidate, and the numbers of their answers.

/// The questions, each with its possible answers.
pub const QUESTIONS: &[(&str, &[&str])] = &[
    ("make", MAKES),
    ("where", WHERE),
    (
        "distance",
        &["b0", "b2", "b5", "b10", "b20", "b40", "bfar", "a0", "a2", "a5", "a10", "a20", "a40", "afar"],
    ),
    ("rank", &["b1", "b2", "b3", "b4", "bfar", "a1", "a2", "a3", "afar"]),
    ("link", LINKS),
    ("link_make", LINK_MAKES),
    (
        "link_order",
        &["nearest_after", "nearest_before", "second_after", "second_before", "further", "inverted_nearest"],
    ),
    ("inner", INNER),
    (
        "form_link",
        &["direct_after", "direct_before", "direct_none", "mixed_after", "mixed_before", "mixed_none"],
    ),
    ("rival", &["linked_after", "linked_before", "linked_both", "none"]),
    ("lead_ends", &["colon", "comma", "that", "cue", "mention", "word", "dash", "stop", "empty"]),
    ("lead_ends_link", &["colon", "comma", "that", "cue", "mention", "word", "dash", "stop", "empty"]),
    ("before", CONTEXTS),
    ("behind", CONTEXTS),
    ("place", &["sentence_first", "sentence_later", "first_subject", "paragraph_first"]),
    ("shape", &["possessor", "headline", "bracketed", "plural", "apposed", "describes", "complement"]),
    ("again", AGAIN),
    (
        "again_make",
        &["name_same", "name_other", "pronoun_same", "pronoun_other", "nominal_same", "nominal_other"],
    ),
    ("alone", &["prev_speaker", "prev_other", "same_paragraph", "further"]),
    ("form", &["direct_before", "direct_after", "mixed_before", "mixed_after"]),
    ("mentions", &["1", "2", "4", "8", "more"]),
    ("spoke", &["0", "1", "3", "6", "more"]),
    ("label", &["label", "colon_subject", "colon_later"]),
    ("gender", &["known", "unknown"]),
    ("silence_words", &["n1", "n2", "n4", "n8", "n16", "nmore", "s1", "s2", "s4", "s8", "s16", "smore"]),
    ("silence_case", &["n_title", "n_small", "n_capital", "s_title", "s_small", "s_capital"]),
    ("silence_end", &["n_stop", "n_comma", "n_none", "s_stop", "s_comma", "s_none"]),
    ("silence_before", SILENCE_CONTEXTS),
    ("silence_cue", &["n_none", "n_after", "n_before", "n_both", "s_none", "s_after", "s_before", "s_both"]),
    (
        "silence_place",
        &["n_headline", "n_alone", "n_inside", "n_repeat", "s_headline", "s_alone", "s_inside", "s_repeat"],
    ),
];

const MAKES: &[&str] = &[
    "person",
    "doubtful",
    "organisation",
    "place",
    "unnamed",
    "group",
    "body",
    "document",
    "he_she",
    "they",
    "it",
    "i",
    "we",
    "who",
];
const WHERE: &[&str] = &[
    "before_sentence",
    "before_paragraph",
    "paragraph_1",
    "paragraph_2",
    "paragraph_3",
    "after_sentence",
    "after_next_sentence",
    "after_paragraph",
];
const LINKS: &[&str] = &[
    "none",
    "after_adjacent_say",
    "after_adjacent_tell",
    "after_adjacent_call",
    "after_adjacent_act",
    "after_adjacent_think",
    "after_adjacent_show",
    "after_adjacent_according",
    "after_near_say",
    "after_near_other",
    "after_near_according",
    "after_far",
    "after_participle",
    "before_adjacent_say",
    "before_adjacent_tell",
    "before_adjacent_call",
    "before_adjacent_act",
    "before_adjacent_think",
    "before_adjacent_show",
    "before_adjacent_according",
    "before_near_say",
    "before_near_tell",
    "before_near_call",
    "before_near_act",
    "before_near_other",
    "before_near_according",
    "before_far_say",
    "before_far_other",
    "before_participle",
    "before_earlier_sentence",
    "before_earlier_paragraph",
];
const LINK_MAKES: &[&str] = &[
    "after_person",
    "after_doubtful",
    "after_organisation",
    "after_place",
    "after_unnamed",
    "after_group",
    "after_body",
    "after_document",
    "after_he_she",
    "after_they",
    "after_it",
    "after_i",
    "after_we",
    "after_who",
    "before_person",
    "before_doubtful",
    "before_organisation",
    "before_place",
    "before_unnamed",
    "before_group",
    "before_body",
    "before_document",
    "before_he_she",
    "before_they",
    "before_it",
    "before_i",
    "before_we",
    "before_who",
];
const CONTEXTS: &[&str] = &[
    "start",
    "quote",
    "comma",
    "stop",
    "mark",
    "of",
    "by",
    "to",
    "with",
    "preposition",
    "determiner",
    "conjunction",
    "subordinator",
    "auxiliary",
    "adverb",
    "say",
    "tell",
    "call",
    "cue",
    "possessive",
    "who",
    "name",
    "word",
    "negator",
];
const SILENCE_CONTEXTS: &[&str] = &[
    "n_start",
    "n_mark",
    "n_preposition",
    "n_determiner",
    "n_auxiliary",
    "n_say",
    "n_call",
    "n_cue",
    "n_capital",
    "n_word",
    "s_start",
    "s_mark",
    "s_preposition",
    "s_determiner",
    "s_auxiliary",
    "s_say",
    "s_call",
    "s_cue",
    "s_capital",
    "s_word",
];
const AGAIN: &[&str] = &[
    "same_sentence",
    "same_paragraph",
    "next_paragraph",
    "later",
    "other_same_sentence",
    "other_same_paragraph",
    "other_next_paragraph",
    "other_later",
    "first_quote",
];

/// Whether the candidate's cue is the last one before the quotation, or which one is.
const INNER: &[&str] = &[
    "say",
    "tell",
    "call",
    "act",
    "think",
    "show",
    "according",
    "under_say",
    "under_tell",
    "under_call",
    "under_act",
    "under_think",
    "under_show",
    "under_according",
];

/// How many features there are.
pub const COUNT: usize = {
    let mut total = 0;
    let mut q = 0;
    while q < QUESTIONS.len() {
        total += QUESTIONS[q].1.len();
        q += 1;
    }
    total
};

/// The number of a feature by its question and answer.
pub fn number(question: &str, answer: &str) -> Option<u16> {
    let mut first = 0;
    for (name, answers) in QUESTIONS {
        if *name == question {
            return answers.iter().position(|a| *a == answer).map(|at| (first + at) as u16);
        }
        first += answers.len();
    }
    None
}

/// The question and answer of a feature.
pub fn name(feature: u16) -> (&'static str, &'static str) {
    let mut rest = feature as usize;
    for (name, answers) in QUESTIONS {
        if rest < answers.len() {
            return (name, answers[rest]);
        }
        rest -= answers.len();
    }
    ("", "")
}

const fn offset(question: usize) -> usize {
    let mut total = 0;
    let mut q = 0;
    while q < question {
        total += QUESTIONS[q].1.len();
        q += 1;
    }
    total
}

/// Places in [`QUESTIONS`]; a test keeps the two together.
#[derive(Clone, Copy)]
pub(super) enum Q {
    Make,
    Where,
    Distance,
    Rank,
    Link,
    LinkMake,
    LinkOrder,
    Inner,
    FormLink,
    Rival,
    LeadEnds,
    LeadEndsLink,
    Before,
    Behind,
    Place,
    Shape,
    Again,
    AgainMake,
    Alone,
    Form,
    Mentions,
    Spoke,
    Label,
    Gender,
    SilenceWords,
    SilenceCase,
    SilenceEnd,
    SilenceBefore,
    SilenceCue,
    SilencePlace,
}

pub(super) fn id(question: Q, answer: usize) -> u16 {
    debug_assert!(answer < QUESTIONS[question as usize].1.len());
    (offset(question as usize) + answer) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_their_numbers_agree() {
        assert_eq!(QUESTIONS[Q::SilencePlace as usize].0, "silence_place");
        assert_eq!(QUESTIONS[Q::Link as usize].0, "link");
        assert_eq!(QUESTIONS[Q::Again as usize].0, "again");
        assert_eq!(QUESTIONS.len(), Q::SilencePlace as usize + 1);
        for feature in 0..COUNT as u16 {
            let (question, answer) = name(feature);
            assert_eq!(number(question, answer), Some(feature));
        }
        assert_eq!(LINK_MAKES.len(), 2 * MAKES.len());
    }
}
