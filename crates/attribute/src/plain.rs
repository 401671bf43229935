//! Words of speech in a plain sense: *called the cat*, *pointed the telescope*, *the notes of the
//! piano*, *so clear that one could see*, a boat *named the "Marigold"*. Political news has few of
//! them, so a finder trained on it takes them for acts.

use sayso_core::{Deprel, Upos};

use crate::found::{Found, Range};
use crate::surface::Words;

/// Drops what reports nothing.
pub(crate) fn drop(words: &Words<'_>, found: &mut Vec<Found>) {
    found.retain(|one| !is_plain(words, one));
}

fn is_plain(words: &Words<'_>, one: &Found) -> bool {
    let tokens = &words.reading.tokens;
    let token = u32::try_from(one.head).unwrap_or(u32::MAX);
    let lemma = match words.reading.lemma(token) {
        "" => words.lower(one.head).to_owned(),
        lemma => lemma.to_lowercase(),
    };
    let tag = tokens.upos.get(one.head).copied().unwrap_or_default();
    let thing = is_thing(words, one);
    match lemma.as_str() {
        // What somebody is called besides stands beside the object: "called the offer a joke".
        "call" => tag == Upos::Verb && thing && tops(words, one) == Some(Deprel::Obj),
        "point" => tag == Upos::Verb && thing && !words.is_any(one.head + 1, "to out up at"),
        "name" | "title" | "christen" | "baptise" | "baptize" => {
            one.source.is_empty() && is_title(words, one)
        }
        "note" => tag == Upos::Noun && thing && one.source.is_empty(),
        _ => tag == Upos::Adj && one.head > 0 && words.lower(one.head - 1) == "so",
    }
}

/// The content is one phrase without a verb and without quoted words.
fn is_thing(words: &Words<'_>, one: &Found) -> bool {
    let verb = |i: usize| {
        let tag = words.reading.tokens.upos.get(i).copied().unwrap_or_default();
        matches!(tag, Upos::Verb | Upos::Aux)
    };
    let plain =
        |&(start, end): &Range| (start..end).all(|i| !verb(i) && words.quotation(i).is_none());
    one.content.len() == 1 && one.content.iter().all(plain)
}

/// The relation of the only word of the content that hangs on a word outside; none where several do.
fn tops(words: &Words<'_>, one: &Found) -> Option<Deprel> {
    let tokens = &words.reading.tokens;
    let &(start, end) = one.content.first()?;
    let mut tops = (start..end).filter(|&i| {
        let head = tokens.head.get(i).copied().unwrap_or_default() as usize;
        head == i || head < start || head >= end
    });
    let top = tops.next()?;
    if tops.any(|i| !words.is_punctuation(i)) { None } else { tokens.deprel.get(top).copied() }
}

/// The content is a name of a few words, an article aside.
fn is_title(words: &Words<'_>, one: &Found) -> bool {
    let named = |&(start, end): &Range| {
        end - start <= 6
            && (start..end).all(|i| {
                words.is_punctuation(i) || words.is_capital(i) || words.is_any(i, "the a an of and")
            })
    };
    !one.content.is_empty() && one.content.iter().all(named)
}
