//! Words of speech in a plain sense: *called the cat*, *pointed the telescope*, *the notes of the
//! piano*, *so clear that one could see*, a boat *named the "Marigold"*. Political news has few of
//! them, so a finder trained on it takes them for acts.

use sayso_core::{Deprel, EntityKind, MentionKind, Upos, Xpos};

use crate::found::{Found, Range};
use crate::resolve::{Tables, mentions};
use crate::rules::lexicon::Lexicon;
use crate::surface::Words;

/// A verb of no known kind needs this probability to report a thing, and one that is no counted cue to report
/// at all. On `PolNeAR` dev half of the reports below it are none (table of probabilities in
/// `docs/evaluation/attribution.md`).
const LIKELY: f32 = 0.5;

/// Drops what reports nothing.
pub(crate) fn drop(words: &Words<'_>, lexicon: &Lexicon, tables: &Tables, found: &mut Vec<Found>) {
    found.retain(|one| !is_plain(words, lexicon, tables, one));
}

fn is_plain(words: &Words<'_>, lexicon: &Lexicon, tables: &Tables, one: &Found) -> bool {
    let tokens = &words.reading.tokens;
    let token = u32::try_from(one.head).unwrap_or(u32::MAX);
    let lemma = match words.reading.lemma(token) {
        "" => words.lower(one.head).to_owned(),
        lemma => lemma.to_lowercase(),
    };
    let tag = tokens.upos.get(one.head).copied().unwrap_or_default();
    let thing = is_thing(words, one);
    // "Each time, Lindgren refused": when, not what.
    let when = matches!(tops(words, one), Some(Deprel::OblUnmarked | Deprel::OblTmod));
    if thing && when {
        return true;
    }
    if is_joined(words, one) || disagrees(words, one) {
        return true;
    }
    match lemma.as_str() {
        // What somebody is called besides stands beside the object: "called the offer a joke".
        "call" => {
            tag == Upos::Verb
                && (thing && tops(words, one) == Some(Deprel::Obj) || has_thing(words, one))
        }
        "add" => tag == Upos::Verb && has_thing(words, one),
        "point" => tag == Upos::Verb && thing && !words.is_any(one.head + 1, "to out up at"),
        "name" | "title" | "christen" | "baptise" | "baptize" => {
            let passive = words.is_any(one.head.wrapping_sub(1), "is are was were be been");
            (one.source.is_empty() || passive) && is_title(words, one) || is_naming(words, one)
        }
        "draw" if cue_holds(words, one, "straw straws lot lots") => true,
        "paint" | "draw" | "sketch" => is_depicted(words, one),
        // "is back to".
        "back" => tag == Upos::Adv,
        "note" => tag == Upos::Noun && words.lower(one.head + 1) == "of",
        // "jokes about wives", "the joke you tell": told, and nothing is said.
        "joke" => tag == Upos::Noun,
        "tell" | "retell" | "repurpose" => thing && holds(words, one, "joke jokes gag gags"),
        // "what the joke is about".
        "about" | "be" => one
            .cue
            .iter()
            .all(|&(start, end)| (start..end).all(|i| words.is_any(i, "is are was were be about"))),
        // "The river claimed two bridges".
        "claim" => thing && has_thing(words, one) && !has_somebody(words, one),
        // "The city saw a rise in thefts".
        "see" | "witness" => tag == Upos::Verb && thing && is_place(words, one),
        _ if tag == Upos::Adj => one.head > 0 && words.lower(one.head - 1) == "so",
        // A verb of no known kind with a thing, in doubt: "sowed them blind", "counted swallows".
        _ => {
            let counted = lexicon.has(words.lower(one.head)) || tables.says(&lemma);
            let doubted = one.p < LIKELY && (thing || !counted);
            tag == Upos::Verb && doubted && !tables.is_cue(&lemma)
        }
    }
}

/// "Conflicting stories and many questions about it": a noun, or a verb that agrees with one, behind a word for
/// several.
fn disagrees(words: &Words<'_>, one: &Found) -> bool {
    let several = |&(start, end): &Range| {
        end == start + 1 && words.is_any(start, "many some few several most others")
    };
    matches!(words.reading.tokens.xpos.get(one.head), Some(Xpos::Vbz | Xpos::Nns))
        && one.source.len() == 1
        && one.source.iter().all(several)
}

/// "Faces hung on the wall, and no two agreed": a clause joined by a conjunction reports nothing that stands
/// before it, marks aside.
fn is_joined(words: &Words<'_>, one: &Found) -> bool {
    let tokens = &words.reading.tokens;
    let cue = one.cue.first().map_or(one.head, |cue| cue.0);
    let start = one.source.first().map_or(cue, |source| source.0.min(cue));
    let joined = start > 0 && words.is_any(start - 1, "and but or");
    let before =
        |&(from, to): &Range| to < start && (from..to).all(|i| words.quotation(i).is_none());
    joined
        && tokens.deprel.get(one.head).is_some_and(|deprel| deprel.base() == Deprel::Conj)
        && one.content.iter().all(before)
}

/// A name, a role or a pronoun stands in the source.
fn has_somebody(words: &Words<'_>, one: &Found) -> bool {
    let mut parts = one.source.iter();
    parts.any(|&(start, end)| mentions(words, (start, end)).next().is_some())
}

/// The source is the name of a place.
fn is_place(words: &Words<'_>, one: &Found) -> bool {
    let mut named = one.source.iter().flat_map(|&part| mentions(words, part));
    named.any(|mention| mention.kind == MentionKind::Name && mention.names == EntityKind::Place)
}

/// "Her words painted a portrait of saints": the writer says what somebody's words were like; nobody says the
/// rest. What stands between marks may be said.
fn is_depicted(words: &Words<'_>, one: &Found) -> bool {
    let uttered = |&(start, end): &Range| (start..end).any(|i| words.is_any(i, UTTERED));
    let quoted = |&(start, end): &Range| (start..end).any(|i| words.quotation(i).is_some());
    one.source.iter().any(uttered) && !one.content.iter().any(quoted)
}

/// What somebody utters.
const UTTERED: &str = "words remarks comments account accounts answers answer story stories testimony recollections memories letter letters";

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

/// A word of the content or right before the cue is one of a list.
fn holds(words: &Words<'_>, one: &Found, list: &str) -> bool {
    let cue = one.cue.first().map_or(one.head, |cue| cue.0);
    let before = cue.saturating_sub(3)..cue;
    one.content
        .iter()
        .flat_map(|range| range.0..range.1)
        .chain(before)
        .any(|i| words.is_any(i, list))
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

/// By the tree the verb has an object and nothing that is said of it: "called the cat, but it stayed",
/// "added carrots and let them simmer". What stands between marks may be said.
fn has_thing(words: &Words<'_>, one: &Found) -> bool {
    let tokens = &words.reading.tokens;
    let token = u32::try_from(one.head).unwrap_or(u32::MAX);
    let sentence = words.reading.sentences.get(words.reading.sentence_of(token));
    let hangs = |&i: &usize| tokens.head[i] == token && i > one.head;
    let below: Vec<Deprel> = sentence.map_or(Vec::new(), |sentence| {
        let times = [Deprel::OblUnmarked, Deprel::OblTmod];
        let below = sentence.tokens.indices().filter(hangs).map(|i| tokens.deprel[i]);
        below.filter(|deprel| !times.contains(deprel)).map(Deprel::base).collect()
    });
    let marked =
        one.content.iter().any(|&(start, end)| (start..end).any(|i| words.quotation(i).is_some()));
    let said = [Deprel::Xcomp, Deprel::Ccomp, Deprel::Obl, Deprel::Iobj, Deprel::Advmod];
    !marked && below.contains(&Deprel::Obj) && !below.iter().any(|deprel| said.contains(deprel))
}

/// "They named her Marina": a verb of naming with an object and the name that it is given.
fn is_naming(words: &Words<'_>, one: &Found) -> bool {
    let tokens = &words.reading.tokens;
    let parts = || one.content.iter().flat_map(|range| range.0..range.1);
    let of = |i: usize, deprel: Deprel| {
        tokens.head[i] as usize == one.head && tokens.deprel[i].base() == deprel
    };
    let given = |&i: &usize| of(i, Deprel::Xcomp) || of(i, Deprel::Obj);
    let name = parts().filter(given).find(|&i| tokens.upos[i] == Upos::Propn);
    is_thing(words, one)
        && !parts().any(|i| words.is_any(i, "as to"))
        && parts()
            .any(|i| Some(i) != name && (of(i, Deprel::Obj) || words.is_any(i, "him her them it")))
        && name.is_some()
}

/// A word of the cue is one of a list.
fn cue_holds(words: &Words<'_>, one: &Found, list: &str) -> bool {
    one.cue.iter().any(|&(start, end)| (start..end).any(|i| words.is_any(i, list)))
}

/// The content is short, without a verb, and ends with a name between marks.
fn is_title(words: &Words<'_>, one: &Found) -> bool {
    let length: usize = one.content.iter().map(|range| range.1 - range.0).sum();
    let last = one.content.iter().flat_map(|range| range.0..range.1).rev();
    let name = last.clone().find(|&i| !words.is_punctuation(i));
    let verb = |i: usize| words.reading.tokens.upos.get(i) == Some(&Upos::Verb);
    length <= 9
        && !last.clone().any(verb)
        && name.is_some_and(|i| words.is_capital(i) && words.quotation(i).is_some())
}
