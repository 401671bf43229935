//! What the network sees of a word: keys of its form, closed labels of its reading, its place, and
//! the same of its head in the tree. Trainer and engine share this file; a change of it needs new
//! weights.

use sayso_core::{Deprel, EntityKind, MentionKind, QuotationForm, SectionKind, Xpos};
use sayso_read::net::features::{Feature, keys};

use crate::surface::{Mark, Words};

/// Closed label columns, in the order of [`Word::closed`].
pub const CLOSED: usize = 8;

/// Number of labels of each closed column; label 0 stands for none.
pub const SIZES: [usize; CLOSED] = [
    Xpos::ALL.len() + 1,
    NAMES,
    QUOTES,
    PLACES,
    Deprel::ALL.len() + 1,
    2 * FARTHEST + 3,
    Xpos::ALL.len() + 1,
    Deprel::ALL.len() + 1,
];

/// First and further words of names of four kinds, pronouns and role phrases, and none.
const NAMES: usize = 13;
/// Labels of the words of a person's name.
const FIRST_OF_PERSON: u8 = 1;
const FURTHER_OF_PERSON: u8 = 2;
/// Outside; opening mark, closing mark, inside, by the form of the quotation; a stray mark.
const QUOTES: usize = 11;
/// Inside a sentence, first of a sentence, first of a section, in headlines and elsewhere.
const PLACES: usize = 6;
/// Distance to the head beyond which all are one.
const FARTHEST: usize = 6;

/// A word as the network sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Word {
    /// Keys of the normalised form, the last three letters and the shape; those of people's names are
    /// labels, which no hash gives.
    pub keys: [u64; 3],
    /// Tag, name, quotation, place, relation, distance to the head, the head's tag and relation.
    pub closed: [u8; CLOSED],
    /// Key of the head's normalised form; 0 without a head.
    pub head: u64,
}

/// The words of a section, or of a part of a long one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// First word, document-wide.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
}

/// Words that one piece holds at most, unless a single sentence is longer.
const PIECE: usize = 160;
/// Words of a sentence beyond which it is cut.
const LONGEST: usize = 320;

/// Looks at every word.
pub(crate) fn words(words: &Words<'_>) -> Vec<Word> {
    let reading = words.reading;
    let names = names(words);
    let parsed = reading.layers.has(sayso_core::Layers::PARSE);
    let tag = |i: usize| reading.tokens.xpos.get(i).map_or(0, |&tag| tag as u8 + 1);
    let relation = |i: usize| reading.tokens.deprel.get(i).map_or(0, |&r| r as u8 + 1);
    let keys: Vec<[u64; 3]> =
        names.iter().enumerate().map(|(i, &name)| keys_of(words, i, name)).collect();
    let mut list = Vec::with_capacity(words.len());
    for (i, &name) in names.iter().enumerate() {
        let mut word = Word { keys: keys[i], ..Word::default() };
        word.closed[0] = tag(i);
        word.closed[1] = name;
        word.closed[2] = quote(words, i);
        if parsed {
            word.closed[4] = relation(i);
            let head = reading.tokens.head.get(i).map_or(i, |&head| head as usize);
            if head == i {
                word.closed[5] = u8::try_from(2 * FARTHEST + 2).unwrap_or(0);
            } else {
                let far = head.abs_diff(i).min(FARTHEST);
                let step = if head > i { FARTHEST + far } else { FARTHEST - far };
                word.closed[5] = u8::try_from(step + 1).unwrap_or(0);
                word.closed[6] = tag(head);
                word.closed[7] = relation(head);
                word.head = keys.get(head).map_or(0, |keys| keys[0]);
            }
        }
        list.push(word);
    }
    places(words, &mut list);
    list
}

/// The keys of a word. All people share those of their names' first and further words, so that who
/// they are decides nothing.
fn keys_of(words: &Words<'_>, i: usize, name: u8) -> [u64; 3] {
    if matches!(name, FIRST_OF_PERSON | FURTHER_OF_PERSON)
        && words.form(i).starts_with(char::is_alphabetic)
    {
        return [u64::from(name); 3];
    }
    let keys = keys(words.form(i));
    [Feature::Norm, Feature::Suffix, Feature::Shape].map(|feature| keys[feature as usize])
}

fn names(words: &Words<'_>) -> Vec<u8> {
    let mut names = vec![0; words.len()];
    for mention in &words.reading.mentions {
        let kind = match (mention.kind, mention.names) {
            (MentionKind::Name, EntityKind::Person) => 0,
            (MentionKind::Name, EntityKind::Organisation) => 1,
            (MentionKind::Name, EntityKind::Place) => 2,
            (MentionKind::Name, EntityKind::Other | EntityKind::Unknown) => 3,
            (MentionKind::Pronoun, _) => 4,
            (MentionKind::Role, _) => 5,
        };
        for (place, token) in mention.tokens.indices().enumerate() {
            if let Some(name) = names.get_mut(token)
                && (*name == 0 || kind < 4)
            {
                *name = 1 + 2 * kind + u8::from(place > 0);
            }
        }
    }
    names
}

fn quote(words: &Words<'_>, i: usize) -> u8 {
    let is_mark = matches!(words.lower(i), "\"" | "“" | "”" | "''" | "``");
    let Some(number) = words.quotation(i) else { return if is_mark { 10 } else { 0 } };
    let state = match words.mark(i) {
        Mark::Open => 0,
        Mark::Close => 1,
        Mark::None => 2,
    };
    let form = match words.reading.quotations.get(number).map(|q| q.form) {
        Some(QuotationForm::Sentence) | None => 0,
        Some(QuotationForm::Fragment) => 1,
        Some(QuotationForm::NameOrTerm) => 2,
    };
    1 + 3 * form + state
}

fn places(words: &Words<'_>, list: &mut [Word]) {
    let mut section = u32::MAX;
    for sentence in &words.reading.sentences {
        let kind = words.document.sections.get(sentence.section as usize).map(|s| s.kind);
        let heading = matches!(
            kind,
            Some(SectionKind::Headline | SectionKind::Heading | SectionKind::Standfirst)
        );
        let base = 3 * u8::from(heading);
        for (place, token) in sentence.tokens.indices().enumerate() {
            let step = match place {
                0 if sentence.section != section => 2,
                0 => 1,
                _ => 0,
            };
            if let Some(word) = list.get_mut(token) {
                word.closed[3] = base + step;
            }
        }
        section = sentence.section;
    }
}

/// Sections cut at sentence ends into pieces that the network reads one by one; whether a limit was
/// met inside a sentence comes second.
pub(crate) fn pieces(words: &Words<'_>) -> (Vec<Piece>, bool) {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut section, mut capped) = (u32::MAX, false);
    for sentence in &words.reading.sentences {
        let (mut start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        if let Some(last) = pieces.last_mut()
            && sentence.section == section
            && last.end == start
            && end - last.start <= PIECE
        {
            last.end = end;
            continue;
        }
        section = sentence.section;
        while end - start > LONGEST {
            pieces.push(Piece { start, end: start + LONGEST });
            start += LONGEST;
            capped = true;
        }
        pieces.push(Piece { start, end });
    }
    (pieces, capped)
}
