//! Tags and lemmas guessed from closed word lists and suffixes: a stopgap until tags come from the
//! trained network, with which this file goes. No feature bundles, no tree.

use sayso_core::{Reading, StringId, Upos, Xpos};

use crate::chars::{is_capital, is_mark};
use crate::words::Words;

/// Closed classes: tag and the words that are mostly it.
const CLOSED: [(Upos, Xpos, &str); 25] = [
    (Upos::Det, Xpos::Dt, "the a an this that these those some any no every each another all both"),
    (
        Upos::Pron,
        Xpos::Prp,
        "i he she it we they me him us them you himself herself itself themselves myself yourself ourselves mine hers theirs ours yours",
    ),
    (Upos::Pron, Xpos::PrpPoss, "his her its their my your our"),
    (
        Upos::Pron,
        Xpos::Nn,
        "anyone everyone someone nobody everybody somebody anybody nothing something everything anything",
    ),
    (Upos::Pron, Xpos::Wp, "who whom what whoever whatever"),
    (Upos::Pron, Xpos::WpPoss, "whose"),
    (Upos::Pron, Xpos::Wdt, "which"),
    (Upos::Pron, Xpos::Ex, "there"),
    (
        Upos::Adp,
        Xpos::In,
        "of in for on with at by from about into after over between under against during without before through among within despite toward towards upon per around across behind near since until up down off out amid",
    ),
    (Upos::Sconj, Xpos::In, "if because although though while whether unless whereas as than"),
    (Upos::Adv, Xpos::Wrb, "when where why how"),
    (Upos::Cconj, Xpos::Cc, "and or but nor"),
    (Upos::Part, Xpos::To, "to na ta"),
    (Upos::Part, Xpos::Rb, "not n't nt"),
    (Upos::Part, Xpos::Pos, "'s '"),
    (Upos::Aux, Xpos::Md, "will would can could may might must should shall 'll 'd ca wo"),
    (Upos::Aux, Xpos::Vbz, "is has does"),
    (Upos::Aux, Xpos::Vbp, "am are have do 're 've 'm"),
    (Upos::Aux, Xpos::Vbd, "was were had did"),
    (Upos::Aux, Xpos::Vb, "be"),
    (Upos::Aux, Xpos::Vbn, "been"),
    (Upos::Aux, Xpos::Vbg, "being having doing"),
    (
        Upos::Adv,
        Xpos::Rb,
        "also very never always often just only still already now then here too even again once ever soon later however so yet perhaps ago more most well back together instead rather almost away today tomorrow yesterday recently",
    ),
    (
        Upos::Num,
        Xpos::Cd,
        "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand million billion",
    ),
    (
        Upos::Adj,
        Xpos::Jj,
        "new other first last old good great many few such own same big long little high young next former recent late early several public second third",
    ),
];

/// Past forms and third persons that suffixes do not show, with their lemma.
const IRREGULAR: [(&str, Xpos, &str); 66] = [
    ("said", Xpos::Vbd, "say"),
    ("told", Xpos::Vbd, "tell"),
    ("went", Xpos::Vbd, "go"),
    ("made", Xpos::Vbd, "make"),
    ("took", Xpos::Vbd, "take"),
    ("came", Xpos::Vbd, "come"),
    ("saw", Xpos::Vbd, "see"),
    ("knew", Xpos::Vbd, "know"),
    ("thought", Xpos::Vbd, "think"),
    ("gave", Xpos::Vbd, "give"),
    ("found", Xpos::Vbd, "find"),
    ("left", Xpos::Vbd, "leave"),
    ("felt", Xpos::Vbd, "feel"),
    ("became", Xpos::Vbd, "become"),
    ("kept", Xpos::Vbd, "keep"),
    ("held", Xpos::Vbd, "hold"),
    ("wrote", Xpos::Vbd, "write"),
    ("heard", Xpos::Vbd, "hear"),
    ("met", Xpos::Vbd, "meet"),
    ("ran", Xpos::Vbd, "run"),
    ("brought", Xpos::Vbd, "bring"),
    ("began", Xpos::Vbd, "begin"),
    ("led", Xpos::Vbd, "lead"),
    ("spoke", Xpos::Vbd, "speak"),
    ("lost", Xpos::Vbd, "lose"),
    ("won", Xpos::Vbd, "win"),
    ("paid", Xpos::Vbd, "pay"),
    ("sent", Xpos::Vbd, "send"),
    ("built", Xpos::Vbd, "build"),
    ("spent", Xpos::Vbd, "spend"),
    ("fell", Xpos::Vbd, "fall"),
    ("grew", Xpos::Vbd, "grow"),
    ("stood", Xpos::Vbd, "stand"),
    ("sat", Xpos::Vbd, "sit"),
    ("broke", Xpos::Vbd, "break"),
    ("drew", Xpos::Vbd, "draw"),
    ("got", Xpos::Vbd, "get"),
    ("sold", Xpos::Vbd, "sell"),
    ("put", Xpos::Vbd, "put"),
    ("read", Xpos::Vbd, "read"),
    ("sang", Xpos::Vbd, "sing"),
    ("rose", Xpos::Vbd, "rise"),
    ("chose", Xpos::Vbd, "choose"),
    ("understood", Xpos::Vbd, "understand"),
    ("swore", Xpos::Vbd, "swear"),
    ("meant", Xpos::Vbd, "mean"),
    ("caught", Xpos::Vbd, "catch"),
    ("fought", Xpos::Vbd, "fight"),
    ("known", Xpos::Vbn, "know"),
    ("given", Xpos::Vbn, "give"),
    ("taken", Xpos::Vbn, "take"),
    ("seen", Xpos::Vbn, "see"),
    ("done", Xpos::Vbn, "do"),
    ("gone", Xpos::Vbn, "go"),
    ("written", Xpos::Vbn, "write"),
    ("spoken", Xpos::Vbn, "speak"),
    ("says", Xpos::Vbz, "say"),
    ("think", Xpos::Vbp, "think"),
    ("say", Xpos::Vbp, "say"),
    ("know", Xpos::Vbp, "know"),
    ("want", Xpos::Vbp, "want"),
    ("believe", Xpos::Vbp, "believe"),
    ("need", Xpos::Vbp, "need"),
    ("feel", Xpos::Vbp, "feel"),
    ("see", Xpos::Vb, "see"),
    ("go", Xpos::Vb, "go"),
];

/// Lemmas of auxiliaries and clitics.
const LEMMAS: [(&str, &str); 26] = [
    ("is", "be"),
    ("are", "be"),
    ("am", "be"),
    ("was", "be"),
    ("were", "be"),
    ("been", "be"),
    ("being", "be"),
    ("'m", "be"),
    ("'re", "be"),
    ("has", "have"),
    ("had", "have"),
    ("'ve", "have"),
    ("having", "have"),
    ("does", "do"),
    ("did", "do"),
    ("doing", "do"),
    ("'ll", "will"),
    ("wo", "will"),
    ("ca", "can"),
    ("n't", "not"),
    ("an", "a"),
    ("him", "he"),
    ("her", "she"),
    ("them", "they"),
    ("me", "I"),
    ("us", "we"),
];

/// Fills `upos`, `xpos` and `lemma`.
pub(crate) fn tag(words: &Words<'_>, reading: &mut Reading) {
    let mut last: Option<(StringId, String)> = None;
    for sentence in 0..reading.sentences.len() {
        let range = reading.sentences[sentence].tokens;
        for i in range.indices() {
            let first = i == range.start as usize;
            let before = if first { None } else { reading.tokens.xpos.get(i - 1).copied() };
            let (upos, xpos) = guess(words, i, first, before);
            reading.tokens.upos[i] = upos;
            reading.tokens.xpos[i] = xpos;
            let lemma = lemma(words.lower(i), words.form(i), upos, xpos);
            let id = match &last {
                Some((id, string)) if *string == lemma => *id,
                _ => reading.strings.add(&lemma),
            };
            reading.tokens.lemma[i] = id;
            last = Some((id, lemma));
        }
    }
}

fn guess(words: &Words<'_>, i: usize, first: bool, before: Option<Xpos>) -> (Upos, Xpos) {
    let (form, lower) = (words.form(i), words.lower(i));
    if let Some(punct) = punctuation(form) {
        return punct;
    }
    if lower == "'s" && i > 0 && CLOSED[1].2.split(' ').any(|w| w == words.lower(i - 1)) {
        return (Upos::Aux, Xpos::Vbz);
    }
    if let Some(&(upos, xpos, _)) =
        CLOSED.iter().find(|(_, _, list)| list.split(' ').any(|w| w == lower))
    {
        return (upos, xpos);
    }
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return (Upos::Num, Xpos::Cd);
    }
    if let Some(&(_, xpos, _)) = IRREGULAR.iter().find(|(w, _, _)| *w == lower) {
        return (Upos::Verb, xpos);
    }
    if is_capital(form) && !first {
        return (Upos::Propn, Xpos::Nnp);
    }
    let nominal =
        matches!(before, Some(Xpos::Dt | Xpos::PrpPoss | Xpos::Jj | Xpos::In | Xpos::Pos));
    match lower {
        w if w.len() > 4 && w.ends_with("ly") => (Upos::Adv, Xpos::Rb),
        w if w.len() > 4 && w.ends_with("ing") && !nominal => (Upos::Verb, Xpos::Vbg),
        w if w.len() > 3 && w.ends_with("ed") => {
            let aux =
                matches!(before, Some(Xpos::Vbz | Xpos::Vbp | Xpos::Vbd | Xpos::Vbn | Xpos::Vb));
            (Upos::Verb, if aux { Xpos::Vbn } else { Xpos::Vbd })
        }
        _ if matches!(before, Some(Xpos::To | Xpos::Md)) => (Upos::Verb, Xpos::Vb),
        w if ["ous", "ful", "ive", "able", "ible", "ical", "less", "ian"]
            .iter()
            .any(|s| w.ends_with(s)) =>
        {
            (Upos::Adj, Xpos::Jj)
        }
        w if w.len() > 3 && w.ends_with('s') && !w.ends_with("ss") && !w.ends_with("us") => {
            let subject = matches!(before, Some(Xpos::Prp | Xpos::Nnp | Xpos::Wp));
            if subject { (Upos::Verb, Xpos::Vbz) } else { (Upos::Noun, Xpos::Nns) }
        }
        _ if is_capital(form) && first && words.is_name_elsewhere(i) => (Upos::Propn, Xpos::Nnp),
        _ => (Upos::Noun, Xpos::Nn),
    }
}

fn punctuation(form: &str) -> Option<(Upos, Xpos)> {
    let char = form.chars().next()?;
    if form.chars().any(char::is_alphanumeric) || form.starts_with(['\'', '’']) && form.len() > 3
    {
        return None;
    }
    Some(match char {
        '.' | '?' | '!' => (Upos::Punct, Xpos::Stop),
        ',' => (Upos::Punct, Xpos::Comma),
        ':' | ';' | '…' | '–' | '—' => (Upos::Punct, Xpos::Colon),
        '-' => (Upos::Punct, Xpos::Hyph),
        '(' | '[' | '{' => (Upos::Punct, Xpos::OpenBracket),
        ')' | ']' | '}' => (Upos::Punct, Xpos::CloseBracket),
        '“' | '‘' | '«' | '`' => (Upos::Punct, Xpos::OpenQuote),
        c if is_mark(c) => (Upos::Punct, Xpos::CloseQuote),
        '$' | '£' | '€' => (Upos::Sym, Xpos::Dollar),
        '%' => (Upos::Sym, Xpos::Nn),
        _ => (Upos::Sym, Xpos::Sym),
    })
}

fn lemma(lower: &str, form: &str, upos: Upos, xpos: Xpos) -> String {
    if upos == Upos::Propn {
        return form.to_owned();
    }
    if let Some((_, lemma)) = LEMMAS.iter().find(|(w, _)| *w == lower) {
        return (*lemma).to_owned();
    }
    if let Some((_, _, lemma)) = IRREGULAR.iter().find(|(w, _, _)| *w == lower) {
        return (*lemma).to_owned();
    }
    let cut = |suffix: &str| lower.strip_suffix(suffix).filter(|stem| stem.len() > 1);
    let stem = match (upos, xpos) {
        (Upos::Verb, Xpos::Vbd | Xpos::Vbn) => cut("ed"),
        (Upos::Verb, Xpos::Vbg) => cut("ing"),
        (Upos::Verb, Xpos::Vbz) | (Upos::Noun, Xpos::Nns) => {
            if let Some(stem) = cut("ies") {
                return format!("{stem}y");
            }
            return ["sses", "shes", "ches", "xes", "zzes"]
                .iter()
                .find(|s| lower.ends_with(**s))
                .and_then(|_| cut("es"))
                .or_else(|| cut("s"))
                .unwrap_or(lower)
                .to_owned();
        }
        _ => None,
    };
    stem.map_or_else(|| lower.to_owned(), restore)
}

/// Gives a verb's stem back what its ending took: *stopp*, *decid*, *repli*.
fn restore(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let n = bytes.len();
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    if let Some(start) = stem.strip_suffix('i') {
        return format!("{start}y");
    }
    if n > 2 && bytes[n - 1] == bytes[n - 2] && !matches!(bytes[n - 1], b'l' | b's' | b'z' | b'f') {
        return stem.chars().take(stem.chars().count() - 1).collect();
    }
    let last = bytes[n - 1];
    let silent = matches!(last, b'c' | b'v' | b'z' | b'u' | b's') && !stem.ends_with("ss")
        || [
            "at", "id", "ag", "rg", "ng", "dg", "bl", "tl", "pl", "ir", "in", "os", "as", "is",
            "im",
        ]
        .iter()
        .any(|s| stem.ends_with(s))
            && n > 3
            && !stem.ends_with("ain")
            && !stem.ends_with("tain");
    if silent && !vowel(last) || last == b'u' { format!("{stem}e") } else { stem.to_owned() }
}

/// The word is of a closed class.
pub(crate) fn is_closed(lower: &str) -> bool {
    let open = |upos: Upos| matches!(upos, Upos::Adj | Upos::Num);
    CLOSED.iter().any(|(upos, _, list)| !open(*upos) && list.split(' ').any(|w| w == lower))
}
