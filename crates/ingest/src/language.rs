//! Language of a text (trigram profiles of `whatlang`, after Cavnar and Trenkle 1994) and the first
//! gate: a text that is not English is passed on with a note and not judged.

use sayso_core::{Document, Fact, MetaValue, Note, NoteKind, Origin};

/// Bytes of prose looked at: more does not change the answer.
const LOOKED_AT: usize = 6_000;

/// Characters from which a clear answer is believed (measured: see the lab log).
const ENOUGH: usize = 200;

/// Fills `meta.language` where nothing is declared and notes a text in another language.
pub(crate) fn judge(document: &mut Document) {
    let prose = prose(document);
    let letters = prose.chars().filter(|c| c.is_alphabetic()).count();
    let Some(info) = whatlang::detect(&prose) else {
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
    if sure && info.lang() != whatlang::Lang::Eng {
        let name = info.lang().eng_name();
        let percent = (info.confidence() * 100.0).round();
        document.notes.push(out_of_scope(&format!(
            "The text is in {name} (measured on {letters} letters, confidence {percent} %)."
        )));
    }
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
fn two_letters(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang::{
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
