//! What a statement is about: something one could look up, a judgement, an inner state, what will
//! be, mood and image, a question.

use sayso_core::{
    AnchorKind, Attribution, CueKind, Deprel, EntityKind, MentionKind, Sentence, Statement,
    StatementType, TokenIndex, TokenRange, Upos, Xpos,
};

use crate::clause::Clause;
use crate::inner::{LINKS, inner_state, judges};
use crate::text::Text;
use crate::words::WORDS;

/// The type of a statement whose anchors are known.
pub(super) fn of(
    text: &Text,
    sentence: &Sentence,
    clause: &Clause,
    statement: &Statement,
    told: Option<&Attribution>,
) -> StatementType {
    // The reporting clause tells of the act and is counted with it; what is wanted or believed stays an
    // inner state.
    if statement.reports && inner_state(text, clause).is_none() {
        return StatementType::Other;
    }
    if is_question(text, sentence, clause) {
        return StatementType::Question;
    }
    if is_future(text, clause) || is_expected(text, clause, told) {
        return StatementType::Prediction;
    }
    if inner_state(text, clause).is_some() || is_wished(text, clause, told) {
        return StatementType::InnerState;
    }
    if is_opinion(text, clause) || is_demand(text, clause, told) {
        return StatementType::Opinion;
    }
    if is_modal(text, clause) {
        return StatementType::Other;
    }
    if is_checkable(text, clause, statement) {
        return StatementType::Checkable;
    }
    let counted = statement.anchors.iter().any(|anchor| match anchor.kind {
        AnchorKind::HowMany | AnchorKind::When => true,
        AnchorKind::Who | AnchorKind::Where | AnchorKind::What | AnchorKind::Universal => false,
    });
    let anchored = counted || named_before(text, clause) || names_place(text, clause);
    if statement.chain.is_empty() && !anchored && is_told(text, clause) {
        StatementType::Scene
    } else {
        StatementType::Other
    }
}

/// Something outside happened, with nothing to hold on to: a verb in the past tense, of neither the
/// writer nor the reader. Truths, commands and fragments paint nothing.
fn is_told(text: &Text, clause: &Clause) -> bool {
    let past = clause.verbs.iter().any(|&t| text.xpos(t) == Xpos::Vbd);
    let speaks =
        |subject| text.is_any(subject, &["i", "we", "you", "that", "which", "what", "who"]);
    // "who sent it", "how it began", "as it did", "it was taken": told about, not shown.
    let asked = clause.words.first().is_some_and(|&t| {
        text.is_any(t, &["as", "how", "what", "whatever", "whose", "why"])
            || text.is(t, "at") && text.is(t + 1, "how")
    });
    let undergone = clause.verbs.iter().any(|&t| t != clause.predicate && text.is(t, "be"))
        && text.xpos(clause.predicate) == Xpos::Vbn;
    past && text.upos(clause.predicate) == Upos::Verb
        && !clause.relative
        && !asked
        && !undergone
        && !clause.subject.is_some_and(speaks)
}

/// The sentence ends with a question mark and the piece is its last.
fn is_question(text: &Text, sentence: &Sentence, clause: &Clause) -> bool {
    let mut marks = sentence.tokens.range().rev().take_while(|&t| !text.is_word(t));
    let asked = marks.any(|t| text.form(t).contains('?'));
    let last_word = sentence.tokens.range().rev().find(|&t| text.is_word(t));
    asked && last_word.is_some_and(|last| clause.words.contains(&last))
}

/// *will*, *shall*, *is going to*, *is set to*.
fn is_future(text: &Text, clause: &Clause) -> bool {
    let will = clause.verbs.iter().any(|&t| text.is_any(t, &["will", "'ll", "’ll", "shall", "wo"]));
    let going = text.is_any(clause.predicate, AHEAD)
        && clause.verbs.iter().any(|&t| text.is(t, "be"))
        && clause.words.iter().any(|&t| t == clause.predicate + 1 && text.is(t, "to"));
    will || going
}

/// With *to*, what lies ahead.
const AHEAD: &[&str] = &[
    "about", "bound", "due", "expect", "go", "likely", "poise", "schedule", "set", "slate",
    "unlikely",
];

/// "is expected *to be built*", and what somebody says *would* be: the future of what was said.
fn is_expected(text: &Text, clause: &Clause, told: Option<&Attribution>) -> bool {
    let Some(told) = told else { return false };
    let has = |words: &[&str]| clause.words.iter().any(|&t| text.is_any(t, words));
    let would = clause.verbs.iter().any(|&t| text.is_any(t, &["would", "'d"]))
        && !has(&["have", "like", "rather", "if", "unless", "were"]);
    let spoken = matches!(told.cue_kind, CueKind::Speech | CueKind::Writing | CueKind::Document);
    let foretold = matches!(told.cue_lemma.as_str(), "expect" | "predict" | "forecast" | "project");
    would && spoken && clause.finite
        || foretold && told.source.is_empty() && is_infinitive(text, clause)
}

/// What somebody wants or hopes *to do*.
fn is_wished(text: &Text, clause: &Clause, told: Option<&Attribution>) -> bool {
    told.is_some_and(|told| WORDS.inner.verbs.has_word(&told.cue_lemma))
        && is_infinitive(text, clause)
}

/// *to go*, without a verb that carries tense.
fn is_infinitive(text: &Text, clause: &Clause) -> bool {
    !clause.finite && clause.words.iter().any(|&t| text.xpos(t) == Xpos::To && text.is_verb(t + 1))
}

/// *would*, *might*, *could*: neither an event nor a forecast.
fn is_modal(text: &Text, clause: &Clause) -> bool {
    clause.verbs.iter().any(|&t| text.is_any(t, &["would", "might", "could", "may", "can", "'d"]))
}

/// What somebody is asked or told to do: "urged *people to protest peacefully*".
fn is_demand(text: &Text, clause: &Clause, told: Option<&Attribution>) -> bool {
    let asks =
        told.is_some_and(|told| !told.stance.negated && DEMANDS.contains(&told.cue_lemma.as_str()));
    asks && is_infinitive(text, clause)
}

/// Verbs that ask somebody to do something.
const DEMANDS: &[&str] = &[
    "advise",
    "ask",
    "beg",
    "call",
    "challenge",
    "demand",
    "encourage",
    "implore",
    "press",
    "urge",
    "warn",
];

fn is_opinion(text: &Text, clause: &Clause) -> bool {
    let words = &WORDS.opinion;
    let predicate = clause.predicate;
    let next = |t: TokenIndex| clause.words.contains(&(t + 1)) && text.is(t + 1, "to");
    let obliged = text.is_any(predicate, &["need", "have"]) && next(predicate);
    // Said of something, an adjective judges unless it is one of fact or of feeling.
    let valued = text.upos(predicate) == Upos::Adj && !words.facts.has(text, predicate);
    // "looks so different", "seems unfair".
    let linked = text.is_any(predicate, LINKS)
        && clause.words.iter().any(|&t| {
            t > predicate
                && t <= predicate + 3
                && text.upos(t) == Upos::Adj
                && !words.facts.has(text, t)
                && !text.is_nominal(t + 1)
        });
    // "the greatest of all time", a judgement without a verb.
    let bare = clause.verbs.is_empty()
        && clause.words.iter().any(|&t| text.upos(t) == Upos::Adj && words.adjectives.has(text, t));
    // "This country needs a leader", not "I need a pen".
    let lacking = text.is(predicate, "need")
        && text.upos(predicate) == Upos::Verb
        && clause.subject.is_some_and(|s| text.upos(s) != Upos::Pron || text.is(s, "we"))
        && !text.is_any(predicate + 1, &["for", "of"]);
    // "has a great deal", "makes no sense", "got terrible press": the judgement stands with the object.
    let handled = text.is_any(
        predicate,
        &["have", "make", "get", "give", "take", "do", "play", "remain", "offer"],
    ) && text.upos(predicate) == Upos::Verb
        && clause.words.iter().any(|&t| {
            t > predicate
                && text.deprel(t).base() == Deprel::Obj
                && (text.is(t, "sense")
                    || words.nouns.has(text, t)
                    || clause.words.iter().any(|&a| {
                        a < t
                            && a + 4 > t
                            && a > predicate
                            && text.upos(a) == Upos::Adj
                            && words.adjectives.has(text, a)
                    }))
        });
    let measured = |t: TokenIndex| {
        t < predicate && t + 3 > predicate && text.is_any(t, &["most", "more", "best", "too", "so"])
    };
    clause.verbs.iter().any(|&t| words.modals.has(text, t))
        || obliged
        || linked
        || bare
        || judges(text, clause)
        || lacking
        || handled
        || text.upos(predicate) == Upos::Verb && words.verbs.has(text, predicate)
        || clause.verbs.iter().any(|&t| text.is(t, "be")) && valued
        || text.is_nominal(predicate) && clause.words.iter().any(|&t| measured(t))
        || clause.verbs.iter().any(|&t| text.is(t, "be")) && words.adjectives.has(text, predicate)
        || text.upos(predicate) == Upos::Noun && {
            let judged = |t: &TokenIndex| *t < predicate && *t + 4 > predicate;
            words.nouns.has(text, predicate)
                || clause
                    .words
                    .iter()
                    .filter(|t| judged(t))
                    .any(|&t| text.upos(t) == Upos::Adj && words.adjectives.has(text, t))
        }
}

/// A definite participant, a predicate that is neither modal nor interior, and something more that
/// one could look up: a time, a place, a number, all or never, an event. Whether a pronoun or a
/// role has a name in the text plays no part, so that the type does not hang on chains.
fn is_checkable(text: &Text, clause: &Clause, statement: &Statement) -> bool {
    let supposed = clause
        .words
        .iter()
        .any(|&t| text.upos(t) == Upos::Sconj && text.is_any(t, &["if", "unless", "whether"]));
    // Whom the clause is about stands before its predicate.
    let about = clause.subject.is_some_and(|subject| {
        is_definite(text, clause, subject) || is_of_definite(text, clause, subject)
    }) || named_before(text, clause);
    if !clause.finite || supposed || !about {
        return false;
    }
    let has = |kind: AnchorKind| statement.anchors.iter().any(|anchor| anchor.kind == kind);
    let each = statement
        .anchors
        .iter()
        .any(|a| a.kind == AnchorKind::Universal && WORDS.universal.each.contains(&a.value));
    let acts = text.upos(clause.predicate) == Upos::Verb;
    let past = |t: &TokenIndex| matches!(text.xpos(*t), Xpos::Vbd | Xpos::Vbn);
    let told = acts && clause.verbs.iter().any(past);
    let named = named_before(text, clause);
    has(AnchorKind::When)
        || has(AnchorKind::HowMany)
        || names_place(text, clause)
        || each
        || acts && WORDS.event.verbs.has(text, clause.predicate)
        || names_other(text, clause)
        // "Olsen is an actor".
        || named && text.upos(clause.predicate) == Upos::Noun && clause.verbs.iter().any(|&t| text.is(t, "be"))
        // What somebody did to somebody else, or to something: both can be asked.
        || told && has_object(text, clause, named)
}

/// A name, or somebody or something that the context gives: no *I*, *you*, *this*, *everyone*,
/// *critics*.
fn is_definite(text: &Text, clause: &Clause, token: TokenIndex) -> bool {
    match text.upos(token) {
        Upos::Propn => true,
        Upos::Noun => {
            let determines = |t: TokenIndex| {
                text.is_any(t, &["the", "this", "that", "these", "those"])
                    || text.is_possessive(t)
                    || text.upos(t) == Upos::Num
            };
            let before = clause.words.iter().filter(|&&t| t < token && t + MAX_BEFORE > token);
            before.copied().any(determines)
        }
        _ => text.is_any(token, &["he", "she", "they", "him", "her", "them", "who", "whom"]),
    }
}

/// *which* or *that* of something definite.
fn is_of_definite(text: &Text, clause: &Clause, subject: TokenIndex) -> bool {
    let head = text.reading.tokens.head.get(clause.predicate as usize).copied().unwrap_or(subject);
    let before = |range: std::ops::Range<TokenIndex>| {
        range
            .into_iter()
            .any(|t| text.is_any(t, &["the", "this", "these"]) || text.is_possessive(t))
    };
    clause.relative
        && text.is_any(subject, &["which", "that"])
        && head < subject
        && (text.upos(head) == Upos::Propn || before(head.saturating_sub(MAX_BEFORE)..head))
}

/// Words of a noun phrase before its head in which its article is sought.
const MAX_BEFORE: u32 = 6;

/// A name of somebody before the predicate: "Olsen's band toured".
fn named_before(text: &Text, clause: &Clause) -> bool {
    let first = clause.words.first().copied().unwrap_or_default();
    text.mentions_in(TokenRange::new(first, clause.predicate.max(first))).any(|mention| {
        mention.kind == MentionKind::Name
            && !matches!(mention.names, EntityKind::Place | EntityKind::Other)
            && clause.words.binary_search(&mention.head).is_ok()
    })
}

/// Somebody or something with a name behind the predicate, or as the predicate: "advises *Varrow*", "is *Magic Month*".
fn names_other(text: &Text, clause: &Clause) -> bool {
    let end = clause.words.last().map_or(clause.predicate, |last| last + 1);
    text.mentions_in(TokenRange::new(clause.predicate, end)).any(|mention| {
        mention.kind == MentionKind::Name
            && mention.head >= clause.predicate
            && clause.words.binary_search(&mention.head).is_ok()
    })
}

/// A place with a name: "in Lund".
fn names_place(text: &Text, clause: &Clause) -> bool {
    let first = clause.words.first().copied().unwrap_or_default();
    let end = clause.words.last().map_or(first, |last| last + 1);
    text.mentions_in(TokenRange::new(first, end)).any(|mention| {
        mention.kind == MentionKind::Name
            && mention.names == EntityKind::Place
            && clause.words.binary_search(&mention.head).is_ok()
    })
}

/// Somebody or something beside the subject: "wandered over to *the courthouse*", "signed *her
/// contract*", "met *him*". With a name for a subject any thing will do; without one the text must
/// name people at all, or it paints rather than tells.
fn has_object(text: &Text, clause: &Clause, named: bool) -> bool {
    let object = |t: TokenIndex, relations: &[Deprel]| {
        t > clause.predicate && relations.contains(&text.deprel(t).base())
    };
    clause.words.iter().any(|&t| {
        object(t, &[Deprel::Obj, Deprel::Iobj, Deprel::Obl]) && is_definite(text, clause, t)
            || named && object(t, &[Deprel::Obj, Deprel::Obl]) && text.upos(t) == Upos::Noun
    }) && (named || text.names_people())
}
