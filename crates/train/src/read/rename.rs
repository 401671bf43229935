//! People under other names: in a share of the training sentences the names of people are exchanged for
//! names off the lists or made up of two of these, now and then for a double name of two parts, so that
//! tags and trees come to hang on where a name stands and not on which one it is.

use std::collections::BTreeMap;

use sayso_core::{Deprel, Upos, Xpos};

use super::encode::{Encoder, Example};
use super::name_lists::NameLists;
use super::names;
use crate::nn::{NO_LABEL, Stream};

/// Share of double names ("Anna-Lena", "Hale-Brook") among the new ones.
const DOUBLE: f32 = 0.15;

/// Share of made-up names among the new ones: most names of the world are on no list.
const MADE_UP: f32 = 0.4;

/// Names of people to take.
#[derive(Debug)]
pub struct People {
    lists: NameLists,
    forenames: Vec<String>,
    surnames: Vec<String>,
}

impl People {
    /// Takes the names from the lists.
    pub fn new(lists: NameLists) -> Self {
        let (forenames, surnames) = (lists.of("forename"), lists.of("surname"));
        Self { lists, forenames, surnames }
    }

    /// The sentence with other people; where one is named twice, twice by the same new name.
    pub fn renamed(&self, encoder: &Encoder, example: &Example, stream: &mut Stream) -> Example {
        let mut out = example.clone();
        let mut given: BTreeMap<String, (String, Option<String>)> = BTreeMap::new();
        let spans = names::spans(&example.names);
        // From the last to the first, so that a second part moves no place still to come.
        for &(start, end, _) in spans.iter().rev().filter(|span| span.2 == 0) {
            for at in (start..end).rev() {
                let form = &example.forms[at];
                if !is_name(form) {
                    continue;
                }
                let (name, second) = given.entry(form.clone()).or_insert_with(|| {
                    let first = at == start && end - start > 1;
                    let alone = end - start == 1 && self.lists.has("forename", form);
                    let pool = if first || alone { &self.forenames } else { &self.surnames };
                    let mut draw = || pool.get(stream.below(pool.len())).unwrap_or(form).as_str();
                    let (name, other) = (draw(), draw());
                    let second = Some(draw().to_owned()).filter(|_| stream.uniform() < DOUBLE);
                    let made_up = stream.uniform() < MADE_UP;
                    (if made_up { spliced(name, other) } else { name.to_owned() }, second)
                });
                let (name, second) = (name.clone(), second.clone());
                out.ids[at] = encoder.ids(&name);
                out.hide[at] = encoder.hide(&name);
                out.scripts[at] = NO_LABEL;
                out.forms[at] = name;
                if let Some(second) = second {
                    out.insert_second(encoder, at, start, &second);
                }
            }
        }
        out
    }
}

/// The first half of one name and the second of another: "Lormin" of *Lorena* and *Jasmin*.
fn spliced(first: &str, second: &str) -> String {
    let half = |name: &str| name.chars().count() / 2;
    first.chars().take(half(first)).chain(second.chars().skip(half(second))).collect()
}

/// A word with a capital and more letters: no initial, no part of a name in small letters.
fn is_name(form: &str) -> bool {
    form.chars().count() > 2
        && form.chars().all(char::is_alphabetic)
        && form.starts_with(char::is_uppercase)
        && form.chars().any(char::is_lowercase)
}

impl Example {
    /// Adds a hyphen and the second part of a double name behind a word of a name that begins at
    /// `start`, as the treebanks analyse them: the part is flat to the name, the hyphen hangs on it.
    fn insert_second(&mut self, encoder: &Encoder, at: usize, start: usize, second: &str) {
        let place = |i: usize| u32::try_from(i).unwrap_or(NO_LABEL);
        let has_tree = self.heads[at] != NO_LABEL;
        let above =
            if self.deprels[at] == Deprel::Flat as u32 { self.heads[at] } else { place(at) };
        let known = |label: u32| if has_tree { label } else { NO_LABEL };
        for head in self.heads.iter_mut().filter(|head| **head != NO_LABEL && **head > place(at)) {
            *head += 2;
        }
        let above = if above > place(at) && has_tree { above + 2 } else { above };
        let feats = self.feats[at];
        let words = ["-", second].map(str::to_owned);
        let behind = at + 1;
        let insert = |column: &mut Vec<u32>, values: [u32; 2]| {
            column.splice(behind..behind, values);
        };
        insert(&mut self.heads, [known(place(at + 2)), known(above)]);
        insert(&mut self.deprels, [Deprel::Punct, Deprel::Flat].map(|d| known(d as u32)));
        insert(&mut self.upos, [Upos::Punct, Upos::Propn].map(|u| known(u as u32)));
        insert(&mut self.xpos, [Xpos::Hyph, Xpos::Nnp].map(|x| known(x as u32)));
        insert(&mut self.feats, [NO_LABEL, feats]);
        insert(&mut self.scripts, [NO_LABEL; 2]);
        let inside = self.names[start] + 1;
        insert(&mut self.names, [inside; 2]);
        self.ids.splice(behind..behind, words.each_ref().map(|word| encoder.ids(word)));
        self.hide.splice(behind..behind, words.each_ref().map(|word| encoder.hide(word)));
        self.forms.splice(behind..behind, words);
    }
}
