//! Verification: the relation of two prepared texts, decided on the texts and never on a sketch.

use sayso_core::Span;

use crate::align::{Alignment, Run, align, common};
use crate::edge::{
    ByteDifference, Edge, Edits, Evidence, Limit, NotLooked, Passage, Relation, Share, Skeleton,
    SkeletonEvidence, TitleChange,
};
use crate::mask::TokenKind;
use crate::prepared::{Prepared, SKELETON_WORDS};
use crate::quotes::match_quotes;
use crate::swap::{Slots, slots};
use crate::words::words;

/// Below this many words only `identical` and quotations.
pub const RELATION_WORDS: usize = 20;
/// Lexical words that a rewrite or formula must have in common.
const LEXICAL: u32 = 40;
/// Percent of the shorter skeleton that must be aligned.
const SKELETON_COVERAGE: u32 = 75;
/// The same, and lexical words, where many names changed once each: closer texts are asked for,
/// since notices of one kind (bond issues, tenders) share two thirds of their skeletons.
const CAST_COVERAGE: u32 = 80;
const CAST_LEXICAL: u32 = 80;
/// Percent of the longer skeleton that must be aligned: less is a passage, not a text told anew.
const SKELETON_OF_LONGER: u32 = 50;
/// Percent of aligned tokens that are words as they are, below which changed figures make a formula:
/// tables and results have less, news prose 80 and more.
const PROSE: u32 = 60;
/// Percent of words that must be aligned for a near-copy (of both) or a partial copy (of one).
const COVERAGE: u32 = 70;
/// Percent of masked shingles of the shorter text below which skeletons are not aligned: at 20 % word
/// edits about a third of all runs of five survive.
const SKELETON_SHARED: u32 = 8;
/// What an edit costs against equal words when passages are cut: a passage ends where more than one
/// word in four differs.
const EDIT_COST: i64 = 3;

/// Compares two texts; `None` where no relation holds.
pub fn compare(a: &Prepared, b: &Prepared) -> Option<Edge> {
    let shared = common(&a.plain, &b.plain);
    let union = shared.of_a + shared.of_b - shared.shared;
    let mut evidence = Evidence {
        jaccard: Share { part: shared.shared, of: union },
        containment_a: Share { part: shared.shared, of: shared.of_a },
        containment_b: Share { part: shared.shared, of: shared.of_b },
        title: title_change(a, b),
        ..Evidence::default()
    };
    let quotations = match_quotes(&a.text, &a.quotes, &b.text, &b.quotes);
    if is_identical(a, b) {
        return Some(identical(a, b, evidence));
    }
    let plain = plain_alignment(a, b, shared.seeds);
    measure(a, b, &plain, &mut evidence);
    let passages =
        passages(&plain, |run| (word_span(a, run.a, run.len), word_span(b, run.b, run.len)));
    let long = a.words.len().min(b.words.len()) >= RELATION_WORDS;
    let (skeleton, masked) = skeleton(a, b);
    evidence.skeleton = skeleton;
    let mut edge = Edge {
        relation: Relation::Quotation,
        evidence,
        passages,
        swaps: Vec::new(),
        doubtful_swaps: Vec::new(),
        quotations,
        limits: Vec::new(),
    };
    if let Some((found, slots)) = masked {
        let relation = skeleton_relation(&edge.evidence, &slots);
        (edge.swaps, edge.doubtful_swaps) = (slots.swaps, slots.doubtful);
        if let Some(relation) = relation {
            edge.passages = self::passages(&found, |run| {
                (token_span(a, run.a, run.len), token_span(b, run.b, run.len))
            });
            edge.relation = relation;
            edge.limits.push(Limit::FamilyNotLooked);
            return Some(edge);
        }
    }
    let plain = if long { plain_relation(&edge.evidence, &edge.passages) } else { None };
    if let Some(relation) = plain {
        edge.relation = relation;
        return Some(edge);
    }
    (!edge.quotations.is_empty()).then_some(edge)
}

fn is_identical(a: &Prepared, b: &Prepared) -> bool {
    !a.words.is_empty() && a.words.iter().map(|w| w.hash).eq(b.words.iter().map(|w| w.hash))
}

fn title_change(a: &Prepared, b: &Prepared) -> TitleChange {
    let (Some(x), Some(y)) = (&a.title, &b.title) else { return TitleChange::NotFound };
    let same = x == y || words(x).iter().map(|w| w.hash).eq(words(y).iter().map(|w| w.hash));
    if same { TitleChange::Same } else { TitleChange::Changed }
}

/// The edge of two texts with equal folded words.
fn identical(a: &Prepared, b: &Prepared, mut evidence: Evidence) -> Edge {
    let count = length(a.words.len());
    let all = Share { part: count, of: count };
    (evidence.coverage_a, evidence.coverage_b, evidence.longest_run) = (all, all, count);
    let mut case = false;
    let mut spacing = false;
    let mut punctuation = false;
    if a.text != b.text {
        let word = |text: &Prepared, n: usize| {
            let span = text.words.get(n).map(|w| w.span).unwrap_or_default();
            text.text.get(span.range()).unwrap_or_default().to_owned()
        };
        case = (0..a.words.len()).any(|n| word(a, n) != word(b, n));
        let gaps = |text: &Prepared, keep: fn(char) -> bool| -> Vec<String> {
            let mut at = 0;
            let end = length(text.text.len());
            let spans = text.words.iter().map(|w| w.span).chain([Span::new(end, end)]);
            let gap = spans.map(|span| {
                let gap = text.text.get(at..span.start as usize).unwrap_or_default();
                at = span.end as usize;
                gap.chars().filter(|&c| keep(c)).collect()
            });
            gap.collect()
        };
        spacing = gaps(a, char::is_whitespace) != gaps(b, char::is_whitespace);
        punctuation = gaps(a, |c| !c.is_whitespace()) != gaps(b, |c| !c.is_whitespace());
    }
    let found = [
        (case, ByteDifference::Case),
        (spacing, ByteDifference::Spacing),
        (punctuation, ByteDifference::Punctuation),
        (evidence.title == TitleChange::Changed, ByteDifference::Title),
    ];
    evidence.differs = found.into_iter().filter_map(|(is, what)| is.then_some(what)).collect();
    let passages = vec![Passage {
        a: word_span(a, 0, count),
        b: word_span(b, 0, count),
        words: count,
        edits: 0,
        moved: false,
    }];
    Edge {
        relation: Relation::Identical,
        evidence,
        passages,
        swaps: Vec::new(),
        doubtful_swaps: Vec::new(),
        quotations: Vec::new(),
        limits: Vec::new(),
    }
}

fn plain_alignment(a: &Prepared, b: &Prepared, seeds: Vec<(u32, u32)>) -> Alignment {
    if seeds.is_empty() {
        return Alignment::default();
    }
    let hashes = |text: &Prepared| text.words.iter().map(|w| w.hash).collect::<Vec<u64>>();
    align(&hashes(a), &hashes(b), seeds, &|_, _| 2)
}

/// Fills in what the plain alignment says.
fn measure(a: &Prepared, b: &Prepared, found: &Alignment, evidence: &mut Evidence) {
    let (words_a, words_b) = (length(a.words.len()), length(b.words.len()));
    let part = found.tokens();
    evidence.coverage_a = Share { part, of: words_a };
    evidence.coverage_b = Share { part, of: words_b };
    let all = found.runs.iter().chain(&found.moved);
    evidence.longest_run = all.map(|run| run.len).max().unwrap_or(0);
    let mut edits = Edits { moved: length(found.moved.len()), ..Edits::default() };
    let (mut i, mut j) = (0, 0);
    for run in found.runs.iter().chain([&Run { a: words_a, b: words_b, len: 0 }]) {
        let (gap_a, gap_b) = (run.a - i, run.b - j);
        edits.substituted += gap_a.min(gap_b);
        edits.deleted += gap_a.saturating_sub(gap_b);
        edits.inserted += gap_b.saturating_sub(gap_a);
        (i, j) = (run.a + run.len, run.b + run.len);
    }
    evidence.edits = edits;
}

/// Compares the masked texts, as far as that can lead to a relation.
fn skeleton(a: &Prepared, b: &Prepared) -> (Skeleton, Option<(Alignment, Slots)>) {
    let not_looked = |why| (Skeleton::NotLooked { why }, None);
    if a.words.len().min(b.words.len()) < SKELETON_WORDS {
        return not_looked(NotLooked::Short);
    }
    if !(a.is_english_prose() && b.is_english_prose()) {
        return not_looked(NotLooked::Language);
    }
    let shared = common(&a.masked, &b.masked);
    let least = Share { part: shared.shared, of: shared.of_a.min(shared.of_b) };
    if !least.reaches(SKELETON_SHARED) || shared.seeds.is_empty() {
        return (Skeleton::NotFound, None);
    }
    let hashes = |text: &Prepared| text.tokens.iter().map(|t| t.hash).collect::<Vec<u64>>();
    let is_slot = |n: usize| a.tokens.get(n).is_some_and(|t| t.kind != TokenKind::Word);
    let fit = |i: usize, _: usize| if is_slot(i) { 1 } else { 2 };
    let found = align(&hashes(a), &hashes(b), shared.seeds, &fit);
    let mut lexical = 0;
    for run in found.runs.iter().chain(&found.moved) {
        let tokens = a.tokens.iter().skip(run.a as usize).take(run.len as usize);
        lexical += length(tokens.filter(|t| t.kind == TokenKind::Word).count());
    }
    let slots = slots(a, b, &found);
    let aligned = found.tokens();
    let evidence = SkeletonEvidence {
        jaccard: Share { part: shared.shared, of: shared.of_a + shared.of_b - shared.shared },
        coverage: Share { part: aligned, of: length(a.tokens.len().min(b.tokens.len())) },
        longer: Share { part: aligned, of: length(a.tokens.len().max(b.tokens.len())) },
        lexical,
        names: slots.names,
        numbers: slots.numbers,
        dates: slots.dates,
    };
    (Skeleton::Compared(evidence), Some((found, slots)))
}

/// Rewrite or formula, by the skeleton.
fn skeleton_relation(evidence: &Evidence, slots: &Slots) -> Option<Relation> {
    let Skeleton::Compared(skeleton) = &evidence.skeleton else { return None };
    if !skeleton.coverage.reaches(SKELETON_COVERAGE)
        || !skeleton.longer.reaches(SKELETON_OF_LONGER)
        || skeleton.lexical < LEXICAL
    {
        return None;
    }
    let changed = slots.names.part + slots.numbers.part + slots.dates.part;
    let counted = slots.numbers.part + slots.dates.part;
    let edited = skeleton.coverage.of - skeleton.coverage.part;
    let only_figures = slots.names.part == 0 && counted >= 2 && edited == 0;
    let mostly_figures = changed > 0
        && counted * 100 >= changed * 60
        && slots.names.part > 0
        && (slots.organisations || skeleton.lexical * 100 < skeleton.coverage.part * PROSE);
    let close = skeleton.coverage.reaches(CAST_COVERAGE) && skeleton.lexical >= CAST_LEXICAL;
    let swapped = slots.main || (slots.cast && close);
    if only_figures || (swapped && mostly_figures) {
        return Some(Relation::Formula);
    }
    swapped.then_some(Relation::Rewrite)
}

/// Near-copy or partial, by words and passages.
fn plain_relation(evidence: &Evidence, passages: &[Passage]) -> Option<Relation> {
    let (a, b) = (evidence.coverage_a.reaches(COVERAGE), evidence.coverage_b.reaches(COVERAGE));
    let long =
        passages.iter().any(|p| p.words + p.edits >= 40 && p.edits * 10 <= p.words + p.edits);
    let several = passages.iter().filter(|p| p.words >= 15 && p.edits * 10 <= p.words).count() >= 3;
    if a && b {
        Some(Relation::NearCopy)
    } else if a || b || long || several {
        Some(Relation::Partial)
    } else {
        None
    }
}

/// Fewest equal words of a printed passage.
const PASSAGE_WORDS: u32 = 5;

/// Joins runs over small gaps: all maximal stretches in which equal words outweigh what edits cost
/// (Ruzzo and Tompa, 1999).
fn passages(found: &Alignment, spans: impl Fn(Run) -> (Span, Span)) -> Vec<Passage> {
    let mut kept: Vec<Stretch> = Vec::new();
    let (mut total, mut edits, mut before) = (0i64, 0u32, Run { a: 0, b: 0, len: 0 });
    for &run in &found.runs {
        let gap = (run.a - before.a - before.len).max(run.b - before.b - before.len);
        total -= EDIT_COST * i64::from(gap);
        edits += gap;
        let after = total + i64::from(run.len);
        let mut stretch = Stretch {
            first: run,
            last: run,
            before: total,
            after,
            words: run.len,
            from: edits,
            to: edits,
        };
        while let Some(at) = kept.iter().rposition(|s| s.before < stretch.before) {
            if kept.get(at).is_none_or(|s| s.after >= stretch.after) {
                break;
            }
            for inner in kept.drain(at..).rev() {
                stretch.words += inner.words;
                (stretch.first, stretch.before, stretch.from) =
                    (inner.first, inner.before, inner.from);
            }
        }
        kept.push(stretch);
        (total, before) = (after, run);
    }
    let mut out: Vec<Passage> = Vec::new();
    for s in kept.iter().filter(|s| s.words >= PASSAGE_WORDS) {
        let ((first_a, first_b), (last_a, last_b)) = (spans(s.first), spans(s.last));
        let (a, b) = (first_a.join(last_a), first_b.join(last_b));
        out.push(Passage { a, b, words: s.words, edits: s.to - s.from, moved: false });
    }
    for &run in &found.moved {
        let (a, b) = spans(run);
        out.push(Passage { a, b, words: run.len, edits: 0, moved: true });
    }
    out.sort_by_key(|p| (p.a, p.b));
    out
}

/// Neighbouring runs that make one passage so far, with the running totals at both ends.
struct Stretch {
    first: Run,
    last: Run,
    before: i64,
    after: i64,
    words: u32,
    from: u32,
    to: u32,
}

fn word_span(text: &Prepared, from: u32, len: u32) -> Span {
    let at = |n: u32| text.words.get(n as usize).map(|w| w.span).unwrap_or_default();
    at(from).join(at(from + len.max(1) - 1))
}

fn token_span(text: &Prepared, from: u32, len: u32) -> Span {
    let at = |n: u32| text.tokens.get(n as usize).copied();
    let last = from + len.max(1) - 1;
    match (at(from), at(last)) {
        (Some(x), Some(y)) => word_span(text, x.first, y.last - x.first),
        _ => Span::default(),
    }
}

fn length(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(of: &[(u32, u32, u32)]) -> Alignment {
        let runs = of.iter().map(|&(a, b, len)| Run { a, b, len }).collect();
        Alignment { runs, moved: Vec::new() }
    }

    fn cut(of: &[(u32, u32, u32)]) -> Vec<(u32, u32, u32, u32)> {
        passages(&runs(of), |r| (Span::new(r.a, r.a + r.len), Span::new(r.b, r.b + r.len)))
            .iter()
            .map(|p| (p.a.start, p.a.end, p.words, p.edits))
            .collect()
    }

    #[test]
    fn passages_bridge_edits_and_leave_stray_words() {
        assert_eq!(cut(&[(0, 0, 20), (21, 21, 2), (24, 24, 30)]), [(0, 54, 52, 2)]);
        assert_eq!(cut(&[(0, 0, 40), (45, 43, 2)]), [(0, 40, 40, 0)]);
        assert_eq!(cut(&[(0, 0, 40), (90, 95, 30)]), [(0, 40, 40, 0), (90, 120, 30, 0)]);
        assert_eq!(cut(&[(0, 0, 2), (3, 3, 40)]), [(3, 43, 40, 0)]);
    }

    fn relation(a: &str, b: &str) -> Option<Relation> {
        let made = |text: &str| Prepared::new(text.to_owned(), None);
        compare(&made(a), &made(b)).map(|e| e.relation)
    }

    #[test]
    fn relations_on_short_texts() {
        let text = "The ferry left the quay at dawn with forty crates of pears and a crew of nine, \
            and by noon the whole town knew that the pears had been sold twice.";
        assert_eq!(relation(text, &text.to_uppercase()), Some(Relation::Identical));
        assert_eq!(relation(text, &text.replace("pears", "plums")), Some(Relation::NearCopy));
        assert_eq!(relation(text, &text.replace("at dawn", "early")), Some(Relation::NearCopy));
        assert_eq!(relation(text, ""), None);
        assert_eq!(relation("", ""), None);
    }
}
