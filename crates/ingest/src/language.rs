//! Language of a text and the first gate: a text that is not English is passed on with a note and not
//! judged. What is plainly English is told by its small words; the rest by the trigram profiles of
//! `whatlang` (after Cavnar and Trenkle 1994), whose work on a short text is that of a long one.

use sayso_core::{Document, Fact, MetaValue, Note, NoteKind, Origin};
use whatlang::{Info, Lang, Script};

/// Bytes of prose looked at: more does not change the answer.
const LOOKED_AT: usize = 6_000;

/// Characters from which a clear answer is believed (measured: see the lab log).
const ENOUGH: usize = 200;

/// Small words of English, in order; those that another language in Latin letters uses much are left
/// out (*is*, *was*, *for*, *by* and the like).
#[rustfmt::skip]
const ENGLISH: [&str; 39] = [
    "about", "and", "are", "been", "but", "could", "from", "has", "have", "his", "how", "if", "it",
    "its", "not", "of", "or", "she", "should", "that", "the", "their", "them", "there", "they", "this",
    "those", "to", "very", "were", "what", "when", "where", "which", "who", "with", "would", "you",
    "your",
];

/// One word in so many is one of [`ENGLISH`] where a text is plainly English: no other language comes
/// to a fourth of that, and of English documents five in six do (measured: see the lab log).
const PLAIN: usize = 7;

/// Fills `meta.language` where nothing is declared and notes a text in another language; `prose` is
/// that of the document.
pub(crate) fn judge(document: &mut Document, prose: &str) {
    let letters = prose.chars().filter(|c| c.is_alphabetic()).count();
    let info = if is_plainly_english(prose, letters) {
        Some(Info::new(Script::Latin, Lang::Eng, 1.0))
    } else {
        whatlang::detect(prose)
    };
    let Some(info) = info else {
        if letters >= ENOUGH {
            document.notes.push(out_of_scope("The language was not recognised."));
        }
        return;
    };
    let code = two_letters(info.lang());
    let sure = info.is_reliable() && letters >= ENOUGH;
    if matches!(document.meta.language.fact, Fact::NotFound) {
        let fact = if sure {
            Fact::Found { value: code.to_owned(), span: None, from: Origin::Text }
        } else {
            let why = format!("measured on {letters} letters, which is too little to be sure");
            Fact::Doubtful { value: code.to_owned(), span: None, why }
        };
        document.meta.language = MetaValue { fact, source: None, others: Vec::new() };
    } else if sure && document.meta.language.fact.found().is_some_and(|declared| declared != code) {
        document.meta.language.others.push(Fact::Found {
            value: code.to_owned(),
            span: None,
            from: Origin::Text,
        });
    }
    if sure && info.lang() != Lang::Eng {
        let name = info.lang().eng_name();
        let percent = (info.confidence() * 100.0).round();
        document.notes.push(out_of_scope(&format!(
            "The text is in {name} (measured on {letters} letters, confidence {percent} %)."
        )));
    }
}

/// Small words abound, and at most a tenth of the letters is not of the English alphabet: other scripts
/// have words of any length.
fn is_plainly_english(prose: &str, letters: usize) -> bool {
    let own = prose.bytes().filter(u8::is_ascii_alphabetic).count();
    let lower = prose.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let (all, small) = words.fold((0, 0), |(all, small), word| {
        (all + 1, small + usize::from(ENGLISH.binary_search(&word).is_ok()))
    });
    small > 0 && small * PLAIN >= all && own * 10 >= letters * 9
}

/// Text of the sections that are read, up to a limit.
pub(crate) fn prose(document: &Document) -> String {
    let mut prose = String::new();
    for section in document.sections.iter().filter(|s| s.kind.is_read()) {
        let left = LOOKED_AT.saturating_sub(prose.len());
        let words = document.slice(section.span);
        prose.push_str(
            words.get(..words.floor_char_boundary(left.min(words.len()))).unwrap_or_default(),
        );
        prose.push('\n');
        if prose.len() >= LOOKED_AT {
            break;
        }
    }
    prose
}

fn out_of_scope(detail: &str) -> Note {
    Note { kind: NoteKind::OutOfScope, span: None, detail: detail.to_owned() }
}

/// ISO 639-1 where there is one, the three-letter code otherwise.
fn two_letters(lang: Lang) -> &'static str {
    use Lang::{
        Afr, Ara, Bul, Cat, Ces, Cmn, Dan, Deu, Ell, Eng, Epo, Est, Fin, Fra, Heb, Hin, Hrv, Hun,
        Ind, Ita, Jpn, Kor, Lat, Lav, Lit, Nld, Nob, Pes, Pol, Por, Ron, Rus, Slk, Slv, Spa, Srp,
        Swe, Tgl, Tha, Tur, Ukr, Urd, Vie,
    };
    match lang {
        Afr => "af",
        Ara => "ar",
        Bul => "bg",
        Cat => "ca",
        Ces => "cs",
        Cmn => "zh",
        Dan => "da",
        Deu => "de",
        Ell => "el",
        Eng => "en",
        Epo => "eo",
        Est => "et",
        Fin => "fi",
        Fra => "fr",
        Heb => "he",
        Hin => "hi",
        Hrv => "hr",
        Hun => "hu",
        Ind => "id",
        Ita => "it",
        Jpn => "ja",
        Kor => "ko",
        Lat => "la",
        Lav => "lv",
        Lit => "lt",
        Nld => "nl",
        Nob => "nb",
        Pes => "fa",
        Pol => "pl",
        Por => "pt",
        Ron => "ro",
        Rus => "ru",
        Slk => "sk",
        Slv => "sl",
        Spa => "es",
        Srp => "sr",
        Swe => "sv",
        Tgl => "tl",
        Tha => "th",
        Tur => "tr",
        Ukr => "uk",
        Urd => "ur",
        Vie => "vi",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_english() {
        assert!(ENGLISH.is_sorted());
        let is_plainly_english = |text: &str| {
            is_plainly_english(text, text.chars().filter(|c| c.is_alphabetic()).count())
        };
        assert!(is_plainly_english("The ferry that they bought would not start, she said."));
        assert!(is_plainly_english("NOT OF THIS TOWN"));
        for other in [
            "",
            "Ferry 12, Gate 4.",
            "港の委員会は新しい船を買わないと発表した。 “We could not have known that it would not start.”",
            "Die Fähre, die sie kauften, startete nicht, und die Stadt will ihr Geld zurück.",
            "Die boot wat hulle gekoop het, is nie die een wat hy of sy wou gehad het nie.",
            "Færgen, som de har købt, ville ikke starte, sagde hun; det have man ikke set før.",
        ] {
            assert!(!is_plainly_english(other), "{other}");
        }
    }
}
