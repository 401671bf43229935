//! The counts of one story, made from the engine's values.

use std::collections::BTreeSet;

use sayso::Analysis;
use sayso::core::{Attribution, CueKind, QuotationKind, StatementType, TimeKind, TimeState, Voice};

use super::Story;
use crate::evaluate::findings::float;

/// What is counted: names in print.
pub(crate) const NAMES: [&str; 14] = [
    "unnamed or described source that speaks",
    "named source that speaks",
    "crowd that speaks or believes",
    "source only by a pronoun",
    "calendar date, year or weekday",
    "quotations",
    "direct quotations of 4 words and more",
    "share of words in quotation marks, %",
    "occasions told of",
    "occasions with an outlet",
    "hedges without a source (S218)",
    "judgements of the text's own",
    "inner states told by the text itself",
    "statements one could look up, without a source (U)",
];

/// Counts one story.
pub(crate) fn count(analysis: &Analysis, debunked: bool) -> Story {
    let (reading, document) = (&analysis.reading, &analysis.document);
    let words: Vec<String> = reading
        .sentences
        .iter()
        .flat_map(|s| s.tokens.range())
        .map(|token| reading.form(document, token).to_lowercase())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    let hundreds = float(words.len()).max(1.0) / 100.0;
    let speaks = |a: &&Attribution| matches!(a.cue_kind, CueKind::Speech | CueKind::Writing);
    let of = |voices: &[Voice]| {
        let list = analysis.attributions.list.iter().filter(speaks);
        list.filter(|a| voices.contains(&a.speaker.voice)).count()
    };
    let says_or_thinks = |a: &&Attribution| speaks(a) || a.cue_kind == CueKind::Belief;
    let crowd = analysis.attributions.list.iter().filter(says_or_thinks);
    let pronoun = |a: &&Attribution| a.speaker.how == sayso::core::How::Pronoun;
    let dates = reading.times.iter().filter(|time| {
        matches!(time.kind, TimeKind::Date) && !matches!(time.state, TimeState::Vague)
    });
    let direct = analysis.attributions.list.iter().filter(|a| {
        let words: u32 = a.content.iter().map(|&span| reading.tokens_in(span).len()).sum();
        a.quotation == QuotationKind::Direct && words >= 4
    });
    let quoted = reading.tokens.quotation.iter().filter(|&&q| q != 0).count();
    let share = 100.0 * float(quoted) / float(reading.tokens.quotation.len()).max(1.0);
    let own = |kind: StatementType| {
        let list = analysis.statements.list.iter();
        list.filter(|s| s.chain.is_empty() && s.kind == kind && s.counts()).count()
    };
    let fired =
        |code: &str| analysis.findings.iter().filter(|f| f.code.to_string() == code).count();
    let located = analysis.attributions.occasions.iter();
    let per_100 = |n: usize| float(n) / hundreds;
    let lookup = analysis.summary.narrator.checkable as usize;
    let counts = vec![
        per_100(of(&[Voice::Unnamed, Voice::Described])),
        per_100(of(&[Voice::Named])),
        per_100(crowd.filter(|a| a.speaker.voice == Voice::Crowd).count()),
        per_100(analysis.attributions.list.iter().filter(speaks).filter(pronoun).count()),
        per_100(dates.count()),
        per_100(reading.quotations.len()),
        per_100(direct.count()),
        share,
        per_100(analysis.attributions.occasions.len()),
        per_100(located.filter(|o| o.outlet.found_or_doubtful().is_some()).count()),
        per_100(fired("S218")),
        per_100(own(StatementType::Opinion)),
        per_100(own(StatementType::InnerState)),
        per_100(lookup),
    ];
    let codes: BTreeSet<String> = analysis
        .findings
        .iter()
        .filter(|finding| matches!(finding.code.family, 'A' | 'S'))
        .map(|finding| finding.code.to_string())
        .collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let words: BTreeSet<String> = words.iter().cloned().chain(pairs).collect();
    Story {
        debunked,
        counts,
        codes: codes.into_iter().collect(),
        words: words.into_iter().collect(),
    }
}
