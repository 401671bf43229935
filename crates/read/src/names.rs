//! Names by form: runs of capitalised words, with a guess of what they name from titles, listed
//! words and the words around. The first version of the layer; it goes when names come from the
//! trained network.

use sayso_core::{EntityKind, Mention, MentionKind, Reading, SectionKind, TokenRange, Xpos};

use crate::chars::{is_all_capitals, is_capital};
use crate::lexicon::{Lexicon, Lists};
use crate::words::Words;

/// Lower-case words that may stand between the parts of a name.
const PARTICLES: [&str; 15] = [
    "of", "the", "de", "da", "del", "della", "di", "van", "von", "der", "den", "la", "le", "al",
    "bin",
];

/// Longest name in words.
const NAME_LIMIT: usize = 12;

/// Adds the names to `mentions`.
pub(crate) fn find(
    words: &Words<'_>,
    sections: &[SectionKind],
    lexicon: &Lexicon,
    reading: &Reading,
    mentions: &mut Vec<Mention>,
) {
    for sentence in &reading.sentences {
        let title_case = is_title_case(words, sentence.tokens)
            || sections.get(sentence.section as usize) == Some(&SectionKind::Headline);
        let end = sentence.tokens.end as usize;
        let mut i = sentence.tokens.start as usize;
        let mut first = true;
        while i < end {
            if !words.form(i).chars().any(char::is_alphanumeric) {
                i += 1;
                continue;
            }
            let starts = starts_name(words, lexicon, i, end, first, title_case);
            first = false;
            if !starts {
                i += 1;
                continue;
            }
            let stop = run_end(words, lexicon, i, end, title_case);
            if let Some(mention) = name(words, lexicon, reading, i, stop) {
                mentions.push(mention);
            }
            i = stop;
        }
    }
}

/// Most of the longer words are capitalised.
fn is_title_case(words: &Words<'_>, tokens: TokenRange) -> bool {
    let long = tokens
        .indices()
        .filter(|&i| words.form(i).chars().filter(|c| c.is_alphabetic()).count() > 3);
    let capitals = long.clone().filter(|&i| is_capital(words.form(i))).count();
    let all = long.count();
    all > 2 && capitals * 10 > all * 8
}

fn is_name_word(words: &Words<'_>, lexicon: &Lexicon, i: usize) -> bool {
    let form = words.form(i);
    is_capital(form) && !lexicon.lists(words.lower(i)).any(Lists::NO_NAME)
}

fn starts_name(
    words: &Words<'_>,
    lexicon: &Lexicon,
    i: usize,
    end: usize,
    first: bool,
    title_case: bool,
) -> bool {
    if !is_name_word(words, lexicon, i) {
        return false;
    }
    let lists = lexicon.lists(words.lower(i));
    let closed = crate::guess::is_closed(words.lower(i));
    if title_case {
        return !closed
            && (words.is_name_elsewhere(i)
                || lists.any(Lists::FORENAME)
                || lists.any(Lists::PLACE));
    }
    if !first {
        return !closed || is_all_capitals(words.form(i));
    }
    let next_is_name = i + 1 < end
        && words.space_after(i)
        && is_name_word(words, lexicon, i + 1)
        && !crate::guess::is_closed(words.lower(i + 1));
    let known = lists.any(Lists::FORENAME)
        || lists.any(Lists::PLACE)
        || lists.any(Lists::TITLE) && next_is_name;
    !closed
        && (known || words.is_name_elsewhere(i) || next_is_name || is_all_capitals(words.form(i)))
}

/// One past the last word of the run that begins at `i`.
fn run_end(words: &Words<'_>, lexicon: &Lexicon, i: usize, end: usize, title_case: bool) -> usize {
    let mut stop = i + 1;
    while stop < end && stop < i + NAME_LIMIT {
        let touching = words.form(stop) == "-" || words.form(stop - 1) == "-";
        if is_name_word(words, lexicon, stop) {
            if title_case && !touching && !words.is_name_elsewhere(stop) {
                break;
            }
            stop += 1;
            continue;
        }
        // A particle, a hyphen or an ampersand goes on only to another name word.
        let mut after = stop;
        while after < end
            && after < stop + 2
            && (PARTICLES.contains(&words.form(after)) || matches!(words.form(after), "-" | "&"))
        {
            after += 1;
        }
        let of = words.form(stop) == "of";
        let head = lexicon.lists(words.lower(stop - 1));
        let may = !of
            || head.any(Lists::ORGANISATION)
            || head.any(Lists::PLACE_HEAD)
            || head.any(Lists::TITLE);
        let on = words.form(stop) != "the" && may && after > stop && after < end;
        if title_case || !on || !is_name_word(words, lexicon, after) {
            break;
        }
        stop = after + 1;
    }
    stop
}

fn name(
    words: &Words<'_>,
    lexicon: &Lexicon,
    reading: &Reading,
    start: usize,
    end: usize,
) -> Option<Mention> {
    let lists = |i: usize| lexicon.lists(words.lower(i));
    let mut from = start;
    // What stands before the last title or role of the run is no part of the name: "State Senator".
    let office = |i: usize| lists(i).any(Lists::TITLE) || lists(i).any(Lists::ROLE);
    let last_office = (start..end.saturating_sub(1)).rev().find(|&i| office(i));
    let titled = last_office
        .is_some_and(|i| !is_office(words, i, end) && !lists(i + 1).any(Lists::PLACE_HEAD));
    if let Some(i) = last_office.filter(|_| titled) {
        from = i + 1;
    }
    if from + 1 == end && !titled && (lists(from).any(Lists::TITLE) || lists(from).any(Lists::ROLE))
    {
        return None;
    }
    let kind = kind(words, lexicon, reading, from, end, titled);
    let tokens = TokenRange::of(from..end);
    Some(Mention {
        tokens,
        span: reading.span(tokens),
        head: tokens.end - 1,
        kind: MentionKind::Name,
        names: kind,
        entity: None,
        margin: 128,
    })
}

/// "Secretary of State", "Queen Street": the title belongs to what follows.
fn is_office(words: &Words<'_>, i: usize, end: usize) -> bool {
    i + 1 < end && PARTICLES.contains(&words.form(i + 1))
}

fn kind(
    words: &Words<'_>,
    lexicon: &Lexicon,
    reading: &Reading,
    from: usize,
    end: usize,
    titled: bool,
) -> EntityKind {
    let lists = |i: usize| lexicon.lists(words.lower(i));
    if titled {
        return EntityKind::Person;
    }
    let last = end - 1;
    let mut whole = String::new();
    for i in from..end {
        if i > from {
            whole.push(' ');
        }
        whole.push_str(words.lower(i));
    }
    if lexicon.lists(&whole).any(Lists::PLACE) {
        return EntityKind::Place;
    }
    if lists(last).any(Lists::ORGANISATION)
        || lists(from).any(Lists::ORGANISATION) && end - from > 1
    {
        return EntityKind::Organisation;
    }
    if lists(last).any(Lists::PLACE_HEAD) && end - from > 1 {
        return EntityKind::Place;
    }
    if lists(from).any(Lists::FORENAME) {
        return EntityKind::Person;
    }
    if (from..end).any(|i| lists(i).any(Lists::ORGANISATION)) && end - from > 2 {
        return EntityKind::Organisation;
    }
    let initial = (from..last).any(|i| words.form(i).len() == 2 && words.form(i).ends_with('.'));
    if initial {
        return EntityKind::Person;
    }
    if end - from == 1 && is_all_capitals(words.form(from)) {
        return EntityKind::Organisation;
    }
    let before = from.checked_sub(1).map(|i| words.lower(i)).unwrap_or_default();
    let after = reading.tokens.xpos.get(end).copied().unwrap_or(Xpos::None);
    if matches!(before, "in" | "at" | "near" | "from" | "to") && end - from == 1 {
        return EntityKind::Unknown;
    }
    if before == "the" {
        return EntityKind::Unknown;
    }
    let speaks = ["said", "says", "told", "added", "wrote", "asked", "replied"]
        .contains(&words.lower(end))
        || matches!(before, "said" | "says" | "added");
    if speaks || end - from >= 2 && end - from <= 4 || matches!(after, Xpos::Pos) && end - from > 1
    {
        return EntityKind::Person;
    }
    EntityKind::Unknown
}
