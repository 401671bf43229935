//! Clauses without a tree: each finite verb group gets the words around it, cut at marks,
//! subordinators and conjunctions. It stands in while a reading has no trees.

use sayso_core::{TokenIndex, TokenRange, Upos, Xpos};

use super::Clause;
use crate::text::Text;

/// Words that open a subordinate clause.
const OPENERS: &[&str] = &[
    "after", "although", "as", "because", "before", "how", "if", "once", "since", "that", "though",
    "unless", "until", "what", "when", "where", "whereas", "whether", "which", "while", "who",
    "whom", "whose", "why",
];

/// A finite verb with the words that stand between it and its main verb.
struct Group {
    verbs: Vec<TokenIndex>,
    start: TokenIndex,
    end: TokenIndex,
}

/// The clauses of a sentence, by first word.
pub(super) fn clauses(text: &Text, sentence: TokenRange) -> Vec<Clause> {
    let groups = groups(text, sentence);
    let Some((first, rest)) = groups.split_first() else {
        return vec![verbless(text, sentence)];
    };
    let mut clauses = Vec::new();
    let mut open = Clause::default();
    // Words of a clause that a relative clause interrupts before its verb.
    let mut waiting: Option<Vec<TokenIndex>> = None;
    let mut start = sentence.start;
    if let Some(border) = interruption(text, TokenRange::new(start, first.start)) {
        waiting = Some(TokenRange::new(start, border).range().collect());
        start = border;
    }
    fill(text, &mut open, first);
    let mut before = first;
    for group in rest {
        let Some(border) = border(text, before, group, open.relative) else {
            open.verbs.extend(&group.verbs);
            before = group;
            continue;
        };
        open.words.extend(start..border);
        close(text, &mut clauses, &mut open);
        start = border;
        if let Some(words) = waiting.take() {
            open.words = words;
        }
        if let Some(inner) = interruption(text, TokenRange::new(start, group.start)) {
            open.words.extend(start..inner);
            waiting = Some(std::mem::take(&mut open.words));
            start = inner;
        }
        fill(text, &mut open, group);
        open.relative = waiting.is_some();
        before = group;
    }
    if let (Some(words), true) = (waiting.take(), clauses.is_empty()) {
        open.words.extend(words);
        open.words.sort_unstable();
    }
    open.words.extend(start..sentence.end);
    close(text, &mut clauses, &mut open);
    let mut held = vec![false; sentence.len() as usize];
    for &word in clauses.iter().flat_map(|clause| &clause.words) {
        held[(word - sentence.start) as usize] = true;
    }
    if let Some(last) = clauses.last_mut() {
        last.words.extend(sentence.range().filter(|w| !held[(w - sentence.start) as usize]));
        last.words.sort_unstable();
    }
    clauses.sort_by_key(|clause| clause.words.first().copied());
    clauses
}

/// Finite verb groups: a finite verb and what follows it of adverbs and verb forms.
fn groups(text: &Text, sentence: TokenRange) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if !(text.is_verb(at) && text.is_finite(at)) {
            at += 1;
            continue;
        }
        let start = at;
        let mut verbs = vec![at];
        let mut end = at + 1;
        at += 1;
        let auxiliary = text.upos(start) == Upos::Aux || text.xpos(start) == Xpos::Md;
        while auxiliary && at < sentence.end {
            let verb = text.is_verb(at)
                && matches!(text.xpos(at), Xpos::Vb | Xpos::Vbn | Xpos::Vbg | Xpos::Vbd);
            if verb {
                verbs.push(at);
                end = at + 1;
                if text.upos(at) == Upos::Verb {
                    at += 1;
                    break;
                }
            } else if !matches!(text.upos(at), Upos::Adv | Upos::Part) {
                break;
            }
            at += 1;
        }
        groups.push(Group { verbs, start, end });
        at = at.max(end);
    }
    groups
}

/// Takes a group as the predicate of the open clause.
fn fill(text: &Text, open: &mut Clause, group: &Group) {
    open.verbs.clone_from(&group.verbs);
    open.predicate = group.verbs.last().copied().unwrap_or(group.start);
    open.finite = true;
    // "was not only proud": the adjective or noun after a bare copula is the predicate.
    if group.verbs.len() == 1 && text.is(group.start, "be") {
        let next = (group.end..group.end + 6)
            .find(|&t| matches!(text.upos(t), Upos::Adj | Upos::Noun | Upos::Propn));
        open.predicate = next.unwrap_or(open.predicate);
    }
}

/// Finds the subject and puts the clause away.
fn close(text: &Text, clauses: &mut Vec<Clause>, open: &mut Clause) {
    let mut clause = std::mem::take(open);
    let verb = clause.verbs.first().copied().unwrap_or(clause.predicate);
    clause.predicate = clause.predicate.min(clause.words.last().copied().unwrap_or_default());
    // The head of the first noun phrase before the verb that no preposition governs.
    let before: Vec<TokenIndex> = clause.words.iter().copied().filter(|&w| w < verb).collect();
    let mut governed = false;
    for (i, &word) in before.iter().enumerate() {
        match text.upos(word) {
            Upos::Adp | Upos::Sconj => governed = true,
            Upos::Punct | Upos::Cconj => governed = false,
            _ if text.is_nominal(word) => {
                let ends = before
                    .get(i + 1)
                    .is_none_or(|&next| !text.is_nominal(next) && text.xpos(next) != Xpos::Pos);
                if ends && !governed {
                    clause.subject = Some(word);
                }
                governed &= !ends;
            }
            _ => {}
        }
        if clause.subject.is_some() {
            break;
        }
    }
    clauses.push(clause);
}

/// Where the second of two verb groups begins its own clause, if it does.
fn border(text: &Text, one: &Group, two: &Group, relative: bool) -> Option<TokenIndex> {
    let between = TokenRange::new(one.end, two.start);
    let opener = between.range().find(|&t| is_opener(text, t));
    let mark = between.range().find(|&t| {
        matches!(text.form(t), "," | ";" | ":" | "—" | "–" | "-" | "--" | "(" | ")" | "…")
    });
    let conjunction = between.range().rev().find(|&t| text.upos(t) == Upos::Cconj);
    let nominal_after = |at: TokenIndex| (at + 1..two.start).any(|t| text.is_nominal(t));
    if relative && let Some(mark) = between.range().rev().find(|&t| !text.is_word(t)) {
        return Some(mark + 1);
    }
    if let Some(opener) = opener {
        return Some(opener);
    }
    match (conjunction, mark) {
        (Some(conjunction), _) if nominal_after(conjunction) => Some(conjunction),
        // "rose and fell": one subject, one clause.
        (Some(_), _) => None,
        (None, Some(mark)) => Some(mark + 1),
        // "she says he left": the subject of the second begins it.
        (None, None) => nominal_after(one.end.wrapping_sub(1)).then_some(one.end),
    }
}

/// Where a relative clause interrupts a subject, before the first verb: after the comma of ", who".
fn interruption(text: &Text, before: TokenRange) -> Option<TokenIndex> {
    before.range().skip(1).find(|&t| {
        matches!(text.xpos(t), Xpos::Wp | Xpos::Wdt | Xpos::WpPoss)
            || text.is_any(t, &["who", "which", "whom", "whose"])
    })
}

fn is_opener(text: &Text, token: TokenIndex) -> bool {
    matches!(text.upos(token), Upos::Sconj | Upos::Pron | Upos::Adv | Upos::Adp | Upos::Det)
        && OPENERS.iter().any(|word| text.form(token).eq_ignore_ascii_case(word))
}

/// A sentence without a finite verb.
fn verbless(text: &Text, sentence: TokenRange) -> Clause {
    let verb = sentence.range().find(|&t| text.is_verb(t));
    let noun = sentence.range().rev().find(|&t| text.is_nominal(t));
    Clause {
        words: sentence.range().collect(),
        predicate: verb.or(noun).unwrap_or(sentence.start),
        verbs: verb.into_iter().collect(),
        ..Clause::default()
    }
}
