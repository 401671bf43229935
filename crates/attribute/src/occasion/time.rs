//! The time expression that dates an act: *said on Tuesday*, *on Tuesday, she said*.

use sayso_core::{
    Attribution, Date, Fact, MentionKind, QuotationForm, TimeExpression, TimeKind, TokenIndex,
    TokenRange, VoiceIs, Xpos,
};

use super::hang;
use super::scene::{Act, Scene};
use crate::cover::Cover;
use crate::text::Text;

/// Words between a cue and the time that dates it, where the tree does not tie them.
const MAX_GAP: usize = 2;

/// Prepositions that bound a time: what happens then lies before or after it.
const BOUNDS: &[&str] =
    &["after", "ahead", "before", "beyond", "by", "since", "through", "till", "until"];

/// The time expression that hangs on a cue by the tree alone, at its level; the nearest, a day before an
/// hour.
pub(super) fn tied<'a>(scene: &Scene<'a>, act: &Act) -> Option<&'a TimeExpression> {
    let (text, attribution) = (scene.text, scene.attribution(act));
    let level = scene.cover.level(text, attribution);
    let in_source =
        |time: &TimeExpression| attribution.source.iter().any(|s| s.overlaps(time.span));
    // "data released on Tuesday show": the thing's own day.
    let artefact = attribution.speaker.voice_is == VoiceIs::Artefact;
    let own = of_sentence(text, act.sentence).iter().filter(|time| {
        matches!(time.kind, TimeKind::Date | TimeKind::Time)
            && scene.cover.chain(time.tokens.start) == level
            && !is_named(text, time)
            && !bounded(text, time)
            && (hang::serves(text, time.tokens, attribution, act.cue)
                || is_loose(text, &scene.cover, attribution, time)
                    && beside(text, &scene.cover, attribution, act.cue, time)
                || artefact && in_source(time))
            && (artefact || !in_source(time))
    });
    own.min_by_key(|time| (time.kind == TimeKind::Time, gap(act, time)))
}

/// The times of a sentence.
pub(super) fn of_sentence<'a>(text: &Text<'a>, sentence: usize) -> &'a [TimeExpression] {
    let times = text.reading.times.as_slice();
    let Some(sentence) = text.sentence(sentence) else { return &[] };
    let first = times.partition_point(|time| time.tokens.start < sentence.tokens.start);
    let end = times.partition_point(|time| time.tokens.start < sentence.tokens.end);
    times.get(first..end).unwrap_or_default()
}

/// Words between a cue and a time.
pub(super) fn gap(act: &Act, time: &TimeExpression) -> u32 {
    if time.tokens.start < act.cue.start {
        act.cue.start - time.tokens.start
    } else {
        time.tokens.start.saturating_sub(act.cue.end)
    }
}

/// Nothing in the tree claims the time, or what claims it stands in the content while the time does not:
/// "announced that the pier would close on Tuesday", where the content ends before the day.
fn is_loose(text: &Text, cover: &Cover, attribution: &Attribution, time: &TimeExpression) -> bool {
    let above = hang::predicate_above(text, time.tokens);
    above.is_none_or(|verb| cover.chain(verb).contains(&attribution.id))
}

/// Next to the cue but for the source and what is said.
pub(super) fn beside(
    text: &Text,
    cover: &Cover,
    attribution: &Attribution,
    cue: TokenRange,
    time: &TimeExpression,
) -> bool {
    let between = if time.tokens.start < cue.start {
        TokenRange::new(time.tokens.end, cue.start)
    } else {
        TokenRange::new(cue.end.min(time.tokens.start), time.tokens.start)
    };
    let others = between.range().filter(|&token| {
        text.is_word(token)
            && !cover.chain(token).contains(&attribution.id)
            && cover.mark(token) != Some(attribution.id)
    });
    let light = |token| !text.is_verb(token) && !text.is_nominal(token);
    others.clone().all(light) && others.count() <= MAX_GAP
}

/// "since Tuesday", "ahead of Tuesday".
pub(super) fn bounded(text: &Text, time: &TimeExpression) -> bool {
    let before = |steps| time.tokens.start.checked_sub(steps);
    before(1).is_some_and(|token| {
        text.is_any(token, BOUNDS)
            || text.is(token, "of") && before(2).is_some_and(|token| text.is_any(token, BOUNDS))
    })
}

/// No habit ("an annual dinner"), no length of minutes or hours ("a 30-minute speech") and no part of a name.
pub(super) fn may_date(text: &Text, time: &TimeExpression) -> bool {
    let short = time.kind == TimeKind::Duration
        && time.value.as_deref().is_some_and(|value| value.starts_with("PT"));
    time.kind != TimeKind::Set && !short && !is_named(text, time)
}

/// The words are part of a name: *USA Today*, *Meet Me Tonight*, a programme between marks.
fn is_named(text: &Text, time: &TimeExpression) -> bool {
    let quotations = &text.reading.quotations;
    let next = quotations.partition_point(|quotation| quotation.outer.end <= time.span.start);
    let titled = quotations.get(next).is_some_and(|quotation| {
        quotation.form == QuotationForm::NameOrTerm && quotation.outer.contains(time.span)
    });
    // Days and months have capitals of their own.
    let capital = |token: TokenIndex| {
        let form = text.form(token);
        form.starts_with(char::is_uppercase) && text.xpos(token) == Xpos::Nnp && !is_calendar(form)
    };
    let starts = text.sentence(text.reading.sentence_of(time.tokens.start));
    let starts = starts.is_some_and(|sentence| sentence.tokens.start == time.tokens.start);
    // "the Mail on Sunday".
    let on = time.tokens.start.checked_sub(1).filter(|&on| text.is(on, "on"));
    titled
        || on.is_some_and(|on| {
            text.mentions_in(time.tokens)
                .any(|mention| mention.kind == MentionKind::Name && mention.tokens.start < on)
        })
        || !starts && time.tokens.range().all(capital)
        || text.mentions_in(time.tokens).any(|mention| {
            mention.kind == MentionKind::Name
                && mention.span.contains(time.span)
                && mention.span.len() > time.span.len()
                && !time.tokens.range().any(|token| is_calendar(text.form(token)))
        })
}

/// A day, month or number.
fn is_calendar(form: &str) -> bool {
    const NAMES: &[&str] = &[
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun",
        "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let start = form.get(..3).unwrap_or_default().to_ascii_lowercase();
    form.starts_with(|c: char| c.is_ascii_digit()) || NAMES.contains(&start.as_str())
}

/// The calendar date of a time expression, as far as its value gives one.
pub(super) fn date_of(time: &TimeExpression) -> Fact<Date> {
    let parse = |value: &Option<String>| -> Option<Date> {
        let value = value.as_deref()?;
        value.split('T').next()?.parse().ok()
    };
    match (parse(&time.value), parse(&time.other_value)) {
        (Some(value), Some(_)) => Fact::Doubtful {
            value,
            span: Some(time.span),
            why: "day and month may stand in either order".to_owned(),
        },
        (Some(value), None) => Fact::in_text(value, time.span),
        (None, _) => Fact::NotFound,
    }
}
