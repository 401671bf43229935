//! Reports behind, within or before what they report, where the labeller found none or took the hearer or the speaker for the words:
//! "..., a source tells the paper", "..., added the insider", "as Lindgren reminds us, ...", "neighbours spoke of ...". It learned from papers that
//! name nearly everybody they quote; form and tree together show such a clause whoever speaks.

use sayso_core::{Deprel, MentionKind, TokenIndex, Upos, Xpos};

use super::frames::{self, Candidate, Frame};
use super::lexicon::Lexicon;
use super::{content, in_speech, phrases};
use crate::found::{Found, Range};
use crate::resolve::{Tables, mentions};
use crate::surface::{Mark, Words};

/// Probability of a report that form and tree show; own judgement.
const P: f32 = 0.8;

/// Least share of a verb among those that report, in the frames of speech.
const LEAST: f32 = 0.5;

/// Words of a speaker before a past form.
const MAX_SPEAKER: usize = 6;

/// Steps up a tree that are looked at.
const MAX_STEPS: usize = 16;

/// Auxiliaries between *it* and what is said of it.
const AUXILIARIES: usize = 5;

/// Words of a hearer behind a verb of telling.
const MAX_HEARER: usize = 4;

/// Adds them. What was found within their content is nested in it.
pub(crate) fn add(words: &Words<'_>, lexicon: &Lexicon, tables: &Tables, found: &mut Vec<Found>) {
    // Those that have a part in each sentence, so that nobody looks through all of a long text.
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); words.reading.sentences.len()];
    for (k, one) in found.iter().enumerate() {
        sentences(words, one).for_each(|at| beside[at].push(k));
    }
    for sentence in &words.reading.sentences {
        for head in sentence.tokens.indices() {
            let impersonal = impersonal(words, lexicon, tables, head);
            let may = impersonal.is_some() || is_finite(words, head) || ends_speech(words, head);
            if !may || in_speech(words, head) {
                continue;
            }
            let one = impersonal
                .or_else(|| behind(words, lexicon, tables, head))
                .or_else(|| with_as(words, lexicon, head))
                .or_else(|| ahead(words, lexicon, head))
                .or_else(|| spoken_of(words, head));
            let Some((one, clause)) = one else { continue };
            let near: Vec<usize> =
                sentences(words, &one).flat_map(|at| beside[at].clone()).collect();
            // Known with a hearer or the one who speaks for its content: only the cue is right.
            let known = near.iter().copied().find(|&k| found[k].head == head);
            let hearer = known.filter(|&k| is_mistaken(&found[k], &one, clause));
            let fits = near.iter().all(|&k| {
                Some(k) == hearer || apart(&found[k], &one) || found[k].lies_in(&one.content)
            });
            if !fits || known.is_some() && hearer.is_none() {
                continue;
            }
            let k = hearer.unwrap_or(found.len());
            sentences(words, &one).for_each(|at| beside[at].push(k));
            match found.get_mut(k) {
                Some(hearer) => *hearer = one,
                None => found.push(one),
            }
        }
    }
}

/// An attribution takes the hearer or the one who speaks for something said, and all else that it says for
/// what the report says.
fn is_mistaken(other: &Found, one: &Found, clause: Range) -> bool {
    let within = |part: &Range, range: &Range| range.0 <= part.0 && part.1 <= range.1;
    let known = |part: &Range| one.content.iter().any(|range| within(part, range));
    let mut content = other.content.iter();
    other.carried.is_empty()
        && content.clone().all(|part| within(part, &clause) || known(part))
        && content.any(|part| within(part, &clause))
}

/// All parts of an attribution.
fn parts(one: &Found) -> impl Iterator<Item = Range> {
    [&one.source, &one.cue, &one.content, &one.carried].into_iter().flatten().copied()
}

/// The sentences in which an attribution has a part.
fn sentences(words: &Words<'_>, one: &Found) -> impl Iterator<Item = usize> {
    let sentence = |i: usize| words.reading.sentence_of(token(i));
    parts(one).flat_map(move |(start, end)| sentence(start)..=sentence(end.saturating_sub(1)))
}

/// No part of the one overlaps a part of the other.
fn apart(x: &Found, y: &Found) -> bool {
    parts(x).all(|x| parts(y).all(|y| x.1 <= y.0 || y.1 <= x.0))
}

fn is_finite(words: &Words<'_>, i: usize) -> bool {
    let tokens = &words.reading.tokens;
    tokens.upos[i] == Upos::Verb && matches!(tokens.xpos[i], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
}

/// A past form that the tree takes for a participle, right behind somebody and the words that close before:
/// "'...,' the insider dished to the paper".
fn ends_speech(words: &Words<'_>, i: usize) -> bool {
    let tokens = &words.reading.tokens;
    let alone = || {
        let rest = (i + 1..words.len()).take_while(|&k| !words.is_punctuation(k));
        !rest.into_iter().any(|k| words.is_verb(k) || words.is_aux(k))
    };
    tokens.xpos[i] == Xpos::Vbn
        && tokens.deprel[i].base() == Deprel::Acl
        && tokens.head[i] as usize + 1 == i
        && phrases::noun_phrase(words, i.saturating_sub(MAX_SPEAKER), i)
            .is_some_and(|start| closes_speech(words, start))
        && alone()
}

/// A clause behind or within what it reports.
fn behind(
    words: &Words<'_>,
    lexicon: &Lexicon,
    tables: &Tables,
    head: usize,
) -> Option<(Found, Range)> {
    let candidate = placed(words, frames::candidate(words, head));
    let (from, to) = candidate.group;
    let source = match candidate.frame {
        Frame::Postponed if !has_object(words, head) => candidate.subject?,
        Frame::Inverted => (to, phrases::source_after(words, to, candidate.sentence.1)),
        _ => return None,
    };
    let start = source.0.min(from);
    let mark = (source.1.max(to)..candidate.sentence.1).find(|&i| words.is_punctuation(i));
    let clause = (start, mark.unwrap_or(candidate.sentence.1));
    let unnamed = (source.0..source.1).any(|i| tables.unnamed(&lemma(words, i)));
    let named = (source.0..source.1).any(|i| words.reading.tokens.upos[i] == Upos::Propn)
        || mentions(words, source).any(|mention| mention.kind == MentionKind::Role);
    let quoted = closes_speech(words, start);
    let verb = lemma(words, head);
    let speaks = quoted
        || unnamed
        || tables.says(&verb)
        || lexicon.speaks(words.lower(head), &verb) >= LEAST;
    let apart = quoted || stands_apart(words, head, clause, unnamed || named);
    if source.0 >= source.1 || !speaks || !apart {
        return None;
    }
    let content = content::before(words, &candidate, &[]);
    report(words, head, source, candidate.group, content).map(|one| (one, clause))
}

/// The candidate as inverted where the tree has none of what the form takes for its subject: "the hall, which
/// was small, said the tenor".
fn placed(words: &Words<'_>, candidate: Candidate) -> Candidate {
    let tokens = &words.reading.tokens;
    let Some(subject) = candidate.subject else { return candidate };
    let own = |i: usize| {
        tokens.head[i] as usize == candidate.head && tokens.deprel[i].base() == Deprel::Nsubj
    };
    let head = candidate.head;
    if candidate.frame != Frame::Postponed
        || (subject.0..subject.1).any(own)
        || words.lower(head - 1) != ","
    {
        return candidate;
    }
    Candidate { subject: None, frame: Frame::Inverted, group: (head, head + 1), ..candidate }
}

/// By the tree the verb does something to something; who is told is no such thing.
fn has_object(words: &Words<'_>, head: usize) -> bool {
    let tokens = &words.reading.tokens;
    let sentence = words.reading.sentences.get(words.reading.sentence_of(token(head)));
    let end = sentence.map_or(head, |sentence| sentence.tokens.end as usize);
    let object =
        |i: usize| tokens.head[i] as usize == head && tokens.deprel[i].base() == Deprel::Obj;
    !words.is_any(
        head,
        "tell tells told remind reminds reminded assure assures assured inform informs informed",
    ) && (head + 1..end).any(object)
}

/// Words that are said go on here: a comma stands beside the closing mark right before.
fn closes_speech(words: &Words<'_>, i: usize) -> bool {
    let Some(mark) = i.checked_sub(1).filter(|&mark| mark > 0) else { return false };
    let comma = |i: usize| words.lower(i) == ",";
    let close = if comma(mark) { mark - 1 } else { mark };
    words.mark(close) == Mark::Close && close > 0 && (close < mark || comma(close - 1))
}

/// "Added another insider, '...'": verb and source before the words between marks.
fn ahead(words: &Words<'_>, lexicon: &Lexicon, head: usize) -> Option<(Found, Range)> {
    let sentence =
        words.reading.sentences.get(words.reading.sentence_of(token(head)))?.tokens.indices();
    let source = (head + 1, phrases::source_after(words, head + 1, sentence.end));
    let begins =
        head == sentence.start && matches!(words.reading.tokens.xpos[head], Xpos::Vbd | Xpos::Vbz);
    let quote = source.1 + 1;
    let quoted = matches!(words.lower(source.1), "," | ":") && words.mark(quote) == Mark::Open;
    if !begins
        || !quoted
        || source.0 >= source.1
        || lexicon.speaks(words.lower(head), &lemma(words, head)) < LEAST
    {
        return None;
    }
    let mut candidate = frames::candidate(words, head);
    (candidate.frame, candidate.content) = (Frame::Quote, quote);
    let content = content::after(words, &candidate, &[], &[]);
    report(words, head, source, (head, head + 1), content).map(|one| (one, (head, quote)))
}

/// By the tree the clause hangs on what stands before it, or that hangs on it as its content. An inverted clause
/// is often taken for a second predicate, but no conjunction joins it.
fn stands_apart(words: &Words<'_>, head: usize, clause: Range, somebody: bool) -> bool {
    let tokens = &words.reading.tokens;
    let of = tokens.head[head] as usize;
    let told = |i: usize| {
        tokens.head[i] as usize == head
            && matches!(
                tokens.deprel[i].base(),
                Deprel::Ccomp | Deprel::Parataxis | Deprel::Reparandum
            )
    };
    let sentence = words.reading.sentence_of(token(head));
    let start = words.reading.sentences.get(sentence).map_or(clause.0, |s| s.tokens.start as usize);
    let joined = match tokens.deprel[head].base() {
        Deprel::Parataxis => true,
        Deprel::Conj => somebody && clause.0 == head && !words.is_conjunction(head - 1),
        _ => false,
    };
    joined && of < clause.0 || (start..clause.0).any(told)
}

/// "The hall, as Lindgren reminds us, is small": a clause with *as* tells what the clause around it says.
fn with_as(words: &Words<'_>, lexicon: &Lexicon, head: usize) -> Option<(Found, Range)> {
    let tokens = &words.reading.tokens;
    let sentence =
        words.reading.sentences.get(words.reading.sentence_of(token(head)))?.tokens.indices();
    let child = |i: &usize| tokens.head[*i] as usize == head && *i != head;
    let open = (sentence.start..head)
        .filter(child)
        .find(|&i| words.lower(i) == "as" && tokens.deprel[i].base() == Deprel::Mark)?;
    let subject = (open + 1..head)
        .filter(child)
        .find(|&i| matches!(tokens.deprel[i].base(), Deprel::Nsubj))?;
    let mut source = (open + 1, head);
    while source.1 > subject + 1 && (words.is_adverb(source.1 - 1) || words.is_aux(source.1 - 1)) {
        source.1 -= 1;
    }
    let close = (head + 1..sentence.end).find(|&i| words.is_punctuation(i)).unwrap_or(sentence.end);
    // Nobody but a hearer stands behind the verb, and the clause has commas around it.
    let hearer = head + 1..close;
    let told = hearer.len() <= MAX_HEARER
        && hearer.clone().all(|i| {
            words.is_nominal(i)
                || words.is_pronoun(i)
                || words.is_determiner(i)
                || words.is_adverb(i)
        });
    let begins = open == sentence.start || words.lower(open - 1) == ",";
    let ends = close >= sentence.end || words.lower(close) == "," || words.is_stop(close);
    let reports = tokens.deprel[head].base() == Deprel::Advcl
        && source.0 <= subject
        && subject < source.1
        && lexicon.speaks(words.lower(head), &lemma(words, head)) >= LEAST;
    if !(told && begins && ends && reports) {
        return None;
    }
    let mut start = sentence.start;
    while start < open
        && (words.is_punctuation(start) && words.mark(start) == Mark::None
            || words.is_conjunction(start))
    {
        start += 1;
    }
    let parts = [(start, open), (close.min(sentence.end), sentence.end)];
    let content: Vec<Range> = parts
        .into_iter()
        .filter(|part| part.0 < part.1)
        .flat_map(|part| content::trimmed(words, part))
        .collect();
    report(words, head, source, (source.1, head + 1), content).map(|one| (one, (open, close)))
}

/// "Neighbours spoke of a quiet man": what is spoken of is told, though no clause tells it.
fn spoken_of(words: &Words<'_>, head: usize) -> Option<(Found, Range)> {
    let tokens = &words.reading.tokens;
    let behind = head + 1;
    let sentence =
        words.reading.sentences.get(words.reading.sentence_of(token(head)))?.tokens.indices();
    let speaks = lemma(words, head) == "speak" && words.is_any(behind, "of about");
    if !speaks || behind + 1 >= sentence.end || tokens.deprel[behind].base() != Deprel::Case {
        return None;
    }
    let noun = tokens.head[behind] as usize;
    let source = frames::candidate(words, head).subject?;
    let end = end_below(words, noun, behind + 1..sentence.end)?;
    let told = tokens.head[noun] as usize == head && source.1 <= head && !words.is_pronoun(noun);
    told.then(|| {
        let found = Found {
            source: vec![source],
            cue: vec![(head, behind + 1)],
            head,
            content: vec![(behind + 1, end)],
            p: P,
            why: vec!["what is spoken of".to_owned()],
            ..Found::default()
        };
        (found, (source.0, end))
    })
}

/// "It is said that the hall is small": nobody says or thinks so, and the clause is said.
fn impersonal(
    words: &Words<'_>,
    lexicon: &Lexicon,
    tables: &Tables,
    head: usize,
) -> Option<(Found, Range)> {
    let tokens = &words.reading.tokens;
    let behind = head + 1;
    let verb = lemma(words, head);
    let reports = tables.laid_on_others(&verb) || lexicon.speaks(words.lower(head), &verb) >= LEAST;
    if !words.is_any(behind, "that") || !reports {
        return None;
    }
    let hangs = |i: usize, deprel: Deprel| {
        tokens.head[i] as usize == head && tokens.deprel[i].base() == deprel
    };
    let is_it =
        |&i: &usize| words.lower(i) == "it" && (hangs(i, Deprel::Expl) || hangs(i, Deprel::Nsubj));
    let it = (head.saturating_sub(AUXILIARIES)..head).find(is_it)?;
    let passive = (it + 1..head).any(|i| words.is_any(i, "is was be been 's"));
    let sentence =
        words.reading.sentences.get(words.reading.sentence_of(token(head)))?.tokens.indices();
    let clause = |&i: &usize| hangs(i, Deprel::Csubj) || hangs(i, Deprel::Ccomp);
    let end = end_below(words, (behind..sentence.end).find(clause)?, behind..sentence.end)?;
    let found = Found {
        cue: vec![(it + 1, behind)],
        head,
        content: vec![(behind, end)],
        p: P,
        why: vec!["said by nobody in particular".to_owned()],
        ..Found::default()
    };
    passive.then_some((found, (it, end)))
}

/// One past the last word of a range whose words all stand below a word of the tree.
fn end_below(words: &Words<'_>, top: usize, range: std::ops::Range<usize>) -> Option<usize> {
    let below = |&i: &usize| {
        let mut at = i;
        (0..MAX_STEPS).any(|_| {
            let found = at == top;
            at = words.reading.tokens.head[at] as usize;
            found
        })
    };
    Some(range.take_while(below).last()? + 1)
}

fn report(
    words: &Words<'_>,
    head: usize,
    source: Range,
    cue: Range,
    content: Vec<Range>,
) -> Option<Found> {
    let verb = |i: usize| words.is_verb(i);
    let says = content.iter().any(|&(start, end)| (start..end).any(verb))
        || content.iter().any(|&(start, _)| words.mark(start) == Mark::Open);
    says.then(|| Found {
        source: vec![source],
        cue: vec![cue],
        head,
        content,
        p: P,
        why: vec![format!("{} beside what it reports", words.lower(head))],
        ..Found::default()
    })
}

fn token(i: usize) -> TokenIndex {
    TokenIndex::try_from(i).unwrap_or(TokenIndex::MAX)
}

fn lemma(words: &Words<'_>, i: usize) -> String {
    words.reading.lemma(token(i)).to_lowercase()
}
