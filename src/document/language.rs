//! Which language an article is in: as its input says, else as its letters tell.
//!
//! A guess is made from words at the beginning and in the middle, and is trusted where it is
//! sure and there are letters enough; names, headlines and tweets in any language tell nothing.

use crate::text::fold;
use std::borrow::Cow;
use std::sync::Arc;
use whatlang::Lang;

/// A language, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1 where there is a code of two letters: `en`.
    pub code: Arc<str>,
    /// How sure a guess is, in percent; nothing where the input says it.
    pub guessed: Option<u8>,
}

/// Bytes at an article's beginning, and in its middle, from which its language is guessed.
const SAMPLE: usize = 4000;
/// Letters in the shortest text of which a guess is trusted.
const LETTERS: usize = 150;
/// The same for scripts in which a letter is a syllable or a word.
const SYLLABLES: usize = 40;

/// The language of a text, and a guess that contradicts what its input says.
pub fn of(text: &str, said: Option<&str>) -> (Option<Language>, Option<Language>) {
    let guess = guess(text);
    match said.map(code) {
        None => (guess, None),
        Some(said) => {
            let other = guess.filter(|guess| guess.code != said);
            (Some(Language { code: said, guessed: None }), other)
        }
    }
}

/// The code of a language as inputs name it: `en-GB`, `eng`, `English`.
pub fn code(said: &str) -> Arc<str> {
    let said = fold::word(said.trim());
    let first = said.split(['-', '_']).next().unwrap_or_default();
    let by_name = || Lang::all().iter().find(|lang| lang.eng_name().eq_ignore_ascii_case(first));
    match first {
        "chi" | "zho" => "zh".into(),
        "ger" => "de".into(),
        "fre" => "fr".into(),
        "nb" | "nn" | "norwegian" => "no".into(),
        "chinese" => "zh".into(),
        _ => match Lang::from_code(first).or_else(|| by_name().copied()) {
            Some(lang) => short(lang).into(),
            None => first.into(),
        },
    }
}

fn guess(text: &str) -> Option<Language> {
    let sample = &*sample(text);
    let seen = Seen::of(sample);
    if seen.letters < SYLLABLES {
        return None;
    }
    let latin = 2 * seen.latin > seen.letters;
    if seen.letters >= LETTERS && latin && seen.is_plain_english() {
        return Some(Language { code: "en".into(), guessed: Some(100) });
    }
    let info = whatlang::detect(sample)?;
    let least = match info.lang() {
        Lang::Cmn | Lang::Jpn | Lang::Kor => SYLLABLES,
        _ => LETTERS,
    };
    let sure = info.is_reliable() && seen.letters >= least;
    // English among other words: a translation beside its original is not for us to judge.
    let mixed = info.lang() != Lang::Eng && latin && seen.is_some_english();
    let percent = (100.0 * info.confidence()).floor() as u8;
    (sure && !mixed).then(|| Language { code: short(info.lang()).into(), guessed: Some(percent) })
}

/// The first letter behind those of European languages in Latin script.
const LATIN: char = '\u{250}';

/// The beginning of a text and a piece of its middle: pages begin with notices and menus in
/// another language than their own.
fn sample(text: &str) -> Cow<'_, str> {
    if text.len() <= 2 * SAMPLE {
        return text.into();
    }
    let at = |mut byte: usize| {
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    };
    let middle = text.len() / 2;
    format!("{} {}", &text[..at(SAMPLE)], &text[at(middle)..at(middle + SAMPLE)]).into()
}

/// What stands in a text, counted in one pass: letters, those of Latin script, words, and
/// words such as only English has, and has everywhere.
#[derive(Default)]
struct Seen {
    letters: usize,
    latin: usize,
    the: usize,
    own: usize,
    words: usize,
}

impl Seen {
    fn of(text: &str) -> Self {
        let mut seen = Self::default();
        let mut word = 0;
        for (at, c) in text.char_indices() {
            let letter = c.is_alphabetic();
            seen.letters += usize::from(letter);
            seen.latin += usize::from(letter && c < LATIN);
            if !(letter || c.is_numeric() || matches!(c, '\'' | '’')) {
                seen.word(&text.as_bytes()[word..at]);
                word = at + c.len_utf8();
            }
        }
        seen.word(&text.as_bytes()[word..]);
        seen
    }

    fn word(&mut self, word: &[u8]) {
        self.words += usize::from(!word.is_empty());
        let mut small = [0; 5];
        let Some(small) = small.get_mut(..word.len()) else { return };
        small.copy_from_slice(word);
        small.make_ascii_lowercase();
        let the = small == b"the";
        let own = matches!(
            &*small,
            b"and" | b"of" | b"that" | b"with" | b"said" | b"from" | b"were" | b"which" | b"this" | b"they"
        );
        self.the += usize::from(the);
        self.own += usize::from(the || own);
    }

    /// English prose has some 5 of 100 words *the*, and 13 of all these.
    fn is_plain_english(&self) -> bool {
        50 * self.the >= self.words && 14 * self.own >= self.words && self.words > 0
    }

    fn is_some_english(&self) -> bool {
        25 * self.own >= self.words
    }
}

/// The code of two letters.
fn short(lang: Lang) -> &'static str {
    const SHORT: [(&str, &str); 70] = [
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "no"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    let long = lang.code();
    SHORT.iter().find(|(three, _)| *three == long).map_or(long, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(text: &str) -> String {
        of(text, None).0.map_or_else(|| "-".into(), |l| l.code.to_string())
    }

    #[test]
    fn codes_and_names_of_a_language_are_one() {
        for said in ["en", "EN", "en-GB", "en_US", "eng", "English", " english "] {
            assert_eq!(&*code(said), "en", "{said}");
        }
        assert_eq!([&*code("deu"), &*code("ger"), &*code("zh-CN"), &*code("xx")], ["de", "de", "zh", "xx"]);
    }

    #[test]
    fn what_the_input_says_wins_and_a_sure_guess_against_it_is_told() {
        let english =
            "The minister said that the harbour would open and that the ships were ready. ".repeat(4);
        let (language, other) = of(&english, Some("de"));
        assert_eq!(language.map(|l| (l.code.to_string(), l.guessed)), Some(("de".into(), None)));
        assert_eq!(other.map(|l| l.code.to_string()).as_deref(), Some("en"));
        assert_eq!(of(&english, Some("en-GB")).1, None);
    }

    #[test]
    fn a_notice_in_english_does_not_make_a_page_english() {
        let notice =
            "The text of this page is under the licence of the project, and the authors of that said this. ";
        let russian = "Министр сказал, что порт откроется и что корабли готовы к выходу в море. ";
        assert_eq!(guessed(&format!("{}{}", notice.repeat(3), russian.repeat(12))), "ru");
        assert_eq!(guessed(&format!("{}{}", notice.repeat(10), russian.repeat(60))), "ru");
        assert_eq!(guessed(&format!("{}{}", notice.repeat(50), russian.repeat(2))), "en");
    }

    #[test]
    fn short_texts_tell_nothing() {
        for text in ["", "Ja.", "Der Hafen bleibt zu.", "Mira Holt, Bram Vale, Ana Ortiz", "12 34"] {
            assert_eq!(guessed(text), "-", "{text}");
        }
    }

    #[test]
    fn articles_in_many_languages_are_told_apart() {
        for (code, text) in MADE {
            assert_eq!(guessed(text), code, "{text}");
        }
    }

    #[test]
    fn english_full_of_foreign_names_is_english() {
        for text in ENGLISH {
            assert_eq!(guessed(text), "en", "{text}");
            assert_eq!(guessed(&text.to_uppercase()), "en", "{text}");
        }
        // Too few plain words to be sure of anything.
        let names = "Wojciechowski, Krzysztof; Szczepański, Grzegorz; Müller, Jürgen; Nguyễn Thị Hương; Đặng Văn Lâm; Þórarinsson, Björn; O’Shaughnessy, Caoimhe; Papadopoulos, Giorgos";
        assert_ne!(guessed(names), "en");
    }

    const ENGLISH: [&str; 2] = [
        "Wojciech Szczepański, the mayor of Rzeszów, told Krzysztof Wiśniewski of Gazeta Podkarpacka that Jürgen Müller-Lüdenscheid and Nguyễn Thị Hương had been invited to Przemyśl, where Þórarinn Björnsson and María José Fernández were waiting for the delegation from Đà Nẵng.",
        "Xi Zhongliang met Kim Yong-hwa and Pak Chol-su in Pyongsong on Friday. Zhang Weimin, Liu Xiaofang and Wang Guoqiang, who are from Heilongjiang, said that the railway between Mudanjiang and Chongjin would be built by the two governments.",
    ];

    const MADE: [(&str, &str); 10] = [
        (
            "de",
            "Der Hafenmeister sagte am Montag, die Tore blieben geschlossen, bis die Schiffe der anderen Seite abgezogen seien. Niemand wolle einen neuen Streit, doch die Stadt müsse sich schützen können.",
        ),
        (
            "fr",
            "Le maire a déclaré lundi que les portes du port resteraient fermées tant que les navires de l’autre rive ne seraient pas repartis. Personne ne veut une nouvelle querelle, mais la ville doit se défendre.",
        ),
        (
            "es",
            "El alcalde dijo el lunes que las puertas del puerto seguirían cerradas mientras los barcos de la otra orilla no se hubieran marchado. Nadie quiere otra disputa, pero la ciudad tiene que defenderse.",
        ),
        (
            "it",
            "Il sindaco ha detto lunedì che le porte del porto resteranno chiuse finché le navi dell’altra sponda non saranno ripartite. Nessuno vuole un’altra lite, ma la città deve potersi difendere.",
        ),
        (
            "pt",
            "O prefeito disse na segunda-feira que os portões do porto continuarão fechados enquanto os navios da outra margem não tiverem partido. Ninguém quer outra briga, mas a cidade precisa se defender.",
        ),
        (
            "pl",
            "Burmistrz powiedział w poniedziałek, że bramy portu pozostaną zamknięte, dopóki statki z drugiego brzegu nie odpłyną. Nikt nie chce nowej kłótni, ale miasto musi się bronić przed zimą.",
        ),
        (
            "ru",
            "Мэр сказал в понедельник, что ворота порта останутся закрытыми, пока корабли с другого берега не уйдут. Никто не хочет новой ссоры, но город должен уметь защищаться до самой зимы и после неё.",
        ),
        (
            "tr",
            "Belediye başkanı pazartesi günü, karşı kıyının gemileri ayrılmadıkça limanın kapılarının kapalı kalacağını söyledi. Kimse yeni bir kavga istemiyor, ama şehir kendini savunabilmek zorunda olduğunu biliyor.",
        ),
        (
            "zh",
            "市长星期一说，只要对岸的船只还没有离开，港口的大门就会一直关闭。没有人想要新的争吵，但是这座城市必须能够保护自己，直到冬天过去为止。",
        ),
        (
            "ar",
            "قال رئيس البلدية يوم الاثنين إن أبواب الميناء ستبقى مغلقة ما دامت سفن الضفة الأخرى لم ترحل بعد. لا أحد يريد خصاما جديدا، لكن المدينة يجب أن تكون قادرة على الدفاع عن نفسها في الشتاء وفي الربيع.",
        ),
    ];
}
