//! Clauses without a tree: each finite verb group gets the words around it, cut at marks,
//! subordinators and conjunctions. It stands in while a reading has no trees.

use sayso_core::{TokenIndex, Upos, Xpos};

use super::Clause;
use crate::text::Text;

/// Words that open a subordinate clause.
const OPENERS: &[&str] = &[
    "after", "although", "as", "because", "before", "how", "if", "once", "since", "that", "though",
    "unless", "until", "what", "when", "where", "whereas", "whether", "which", "while", "who",
    "whom", "whose", "why",
];

/// A finite verb with its auxiliaries, as places in the words looked at.
struct Group {
    verbs: Vec<usize>,
    start: usize,
    end: usize,
}

/// The clauses that some words of a sentence make, by first word.
pub(super) fn clauses(text: &Text, words: &[TokenIndex]) -> Vec<Clause> {
    let shallow = Shallow { text, words };
    let groups = shallow.groups();
    let Some((first, rest)) = groups.split_first() else {
        return vec![shallow.verbless()];
    };
    let mut clauses = Vec::new();
    let mut open = shallow.clause(first);
    let mut start = 0;
    // Words of a clause that a relative clause interrupts before its verb.
    let mut waiting: Option<usize> = None;
    if let Some(border) = shallow.interruption(0, first.start) {
        waiting = Some(border);
        start = border;
        open.relative = true;
    }
    let mut before = first;
    for group in rest {
        if let Some(border) = shallow.border(before, group, open.relative) {
            open.words.extend(words.get(start..border).unwrap_or_default());
            clauses.push(shallow.closed(open));
            open = shallow.clause(group);
            start = border;
            if let Some(end) = waiting.take() {
                open.words.extend(words.get(..end).unwrap_or_default());
            }
        } else {
            open.verbs.extend(group.verbs.iter().filter_map(|&verb| words.get(verb)));
        }
        before = group;
    }
    // The relative clause had the only verb: it takes its noun along.
    if let Some(end) = waiting {
        open.words.extend(words.get(..end).unwrap_or_default());
        open.relative = false;
    }
    open.words.extend(words.get(start..).unwrap_or_default());
    clauses.push(shallow.closed(open));
    clauses.sort_by_key(|clause| clause.words.first().copied());
    clauses
}

/// Words of a sentence, and what they are.
struct Shallow<'a> {
    text: &'a Text<'a>,
    words: &'a [TokenIndex],
}

impl Shallow<'_> {
    fn at(&self, place: usize) -> TokenIndex {
        self.words.get(place).copied().unwrap_or_default()
    }

    fn upos(&self, place: usize) -> Upos {
        self.text.upos(self.at(place))
    }

    /// Finite verb groups: a finite verb and what follows it of adverbs and verb forms.
    fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            if !self.is_finite(at) {
                at += 1;
                continue;
            }
            let start = at;
            let mut verbs = vec![at];
            at += 1;
            let auxiliary =
                self.upos(start) == Upos::Aux || self.text.xpos(self.at(start)) == Xpos::Md;
            let mut next = at;
            while auxiliary && next < self.words.len() {
                if self.is_verb_form(next) {
                    verbs.push(next);
                    at = next + 1;
                    if self.upos(next) == Upos::Verb {
                        break;
                    }
                } else if !matches!(self.upos(next), Upos::Adv | Upos::Part) {
                    break;
                }
                next += 1;
            }
            groups.push(Group { verbs, start, end: at });
        }
        groups
    }

    /// A verb with tense; an *-ed* form after an article, a hyphen or a comma and before a
    /// preposition is a participle, whatever its guessed tag.
    fn is_finite(&self, place: usize) -> bool {
        let word = self.at(place);
        if !(self.text.is_verb(word) && self.text.is_finite(word)) {
            return false;
        }
        let past = self.text.xpos(word) == Xpos::Vbd && self.upos(place) == Upos::Verb;
        let Some(before) = past.then(|| place.checked_sub(1)).flatten() else { return !past };
        let follows = match self.upos(place + 1) {
            Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Part => true,
            _ => self.text.is(self.at(place + 1), "not") || place + 1 >= self.words.len(),
        };
        let most = self.text.is_any(self.at(before), &["most", "more", "ultimately"]);
        match self.upos(before) {
            Upos::Det | Upos::Adp => false,
            Upos::Punct => !follows,
            _ => !most && self.text.xpos(self.at(before)) != Xpos::Hyph,
        }
    }

    fn is_verb_form(&self, place: usize) -> bool {
        let xpos = self.text.xpos(self.at(place));
        self.text.is_verb(self.at(place))
            && matches!(xpos, Xpos::Vb | Xpos::Vbn | Xpos::Vbg | Xpos::Vbd)
    }

    /// A clause with a group as its predicate and no words yet.
    fn clause(&self, group: &Group) -> Clause {
        let verbs: Vec<TokenIndex> = group.verbs.iter().map(|&verb| self.at(verb)).collect();
        let last = verbs.last().copied().unwrap_or_default();
        // "was not only proud": the adjective or noun after a bare copula is the predicate.
        let copula = verbs.len() == 1 && self.text.is(last, "be");
        let complement = (group.end..group.end + 6)
            .filter(|_| copula)
            .take_while(|&place| place < self.words.len() && self.upos(place) != Upos::Punct)
            .find(|&place| matches!(self.upos(place), Upos::Adj | Upos::Noun | Upos::Propn));
        // "will never reunite", where the guessed tag of the last word is no verb's.
        let modal = self.text.xpos(last) == Xpos::Md || self.text.is(last, "do");
        let main = (group.end..group.end + 3)
            .filter(|_| modal && verbs.len() == 1)
            .find(|&place| matches!(self.upos(place), Upos::Noun | Upos::Propn | Upos::Verb));
        let predicate = complement.or(main).map_or(last, |place| self.at(place));
        Clause { predicate, verbs, finite: true, ..Clause::default() }
    }

    /// Finds the subject of a clause whose words are known.
    fn closed(&self, mut clause: Clause) -> Clause {
        clause.words.sort_unstable();
        if !clause.words.contains(&clause.predicate) {
            clause.predicate = clause.verbs.last().copied().unwrap_or(clause.predicate);
        }
        let verb = clause.verbs.first().copied().unwrap_or(clause.predicate);
        let before: Vec<TokenIndex> = clause.words.iter().copied().filter(|&w| w < verb).collect();
        // The head of the first noun phrase before the verb that no preposition governs.
        let mut governed = false;
        for (place, &word) in before.iter().enumerate() {
            match self.text.upos(word) {
                Upos::Adp | Upos::Sconj => governed = true,
                Upos::Punct | Upos::Cconj => governed = false,
                _ if self.text.is_nominal(word) => {
                    let ends = before.get(place + 1).is_none_or(|&next| {
                        !self.text.is_nominal(next) && self.text.xpos(next) != Xpos::Pos
                    });
                    if ends && !governed && !self.text.is_possessive(word) {
                        clause.subject = Some(word);
                        break;
                    }
                    governed &= !ends;
                }
                _ => {}
            }
        }
        clause
    }

    /// Where the second of two verb groups begins its own clause, if it does.
    fn border(&self, one: &Group, two: &Group, relative: bool) -> Option<usize> {
        let between = one.end..two.start;
        let last_mark = between.clone().rev().find(|&p| !self.text.is_word(self.at(p)));
        if let (true, Some(mark)) = (relative, last_mark) {
            return Some(mark + 1);
        }
        if let Some(opener) = between.clone().find(|&p| self.is_opener(p)) {
            return Some(opener);
        }
        let nominal_after =
            |from: usize| (from..two.start).any(|place| self.text.is_nominal(self.at(place)));
        // "rose and fell": one subject, one clause.
        if let Some(and) = between.clone().rev().find(|&p| self.upos(p) == Upos::Cconj) {
            return nominal_after(and + 1).then_some(and);
        }
        match last_mark {
            Some(mark) => Some(mark + 1),
            // "she says he left": the subject of the second begins it.
            None => nominal_after(one.end).then_some(one.end),
        }
    }

    /// Where a relative clause interrupts a subject before the first verb: at *who*.
    fn interruption(&self, from: usize, to: usize) -> Option<usize> {
        (from + 1..to).find(|&place| {
            matches!(self.text.xpos(self.at(place)), Xpos::Wp | Xpos::Wdt | Xpos::WpPoss)
                || self.text.is_any(self.at(place), &["who", "which", "whom", "whose"])
        })
    }

    fn is_opener(&self, place: usize) -> bool {
        let form = self.text.form(self.at(place));
        matches!(self.upos(place), Upos::Sconj | Upos::Pron | Upos::Adv | Upos::Adp | Upos::Det)
            && OPENERS.iter().any(|word| form.eq_ignore_ascii_case(word))
    }

    /// Words without a finite verb.
    fn verbless(&self) -> Clause {
        let verb = self.words.iter().copied().find(|&t| self.text.is_verb(t));
        let noun = self.words.iter().rev().copied().find(|&t| self.text.is_nominal(t));
        Clause {
            words: self.words.to_vec(),
            predicate: verb.or(noun).unwrap_or_else(|| self.at(0)),
            verbs: verb.into_iter().collect(),
            ..Clause::default()
        }
    }
}
