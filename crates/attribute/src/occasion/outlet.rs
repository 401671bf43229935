//! Outlets as occasions: *told the Herald*, *on Facebook*, *on Channel Nine's "Sunday Hour"*, *wrote in
//! the Herald*; and those whom one speaks before: *told the crowd*.

use sayso_core::{
    EntityKind, Fact, Mention, MentionKind, OccasionKind, QuotationForm, TokenIndex, TokenRange,
    Upos, Xpos,
};

use super::candidate::{Candidate, MAX_BEFORE, Pattern, plain};
use super::hang;
use super::noun::{inside_noun_phrase, noun_phrase};
use crate::text::Text;
use crate::words::WORDS;

/// A word of outlets' names within some words, written as a name (*the Star*, not *the star*), a noun for an
/// outlet without its name, or the text's own outlet or agency.
pub(super) fn listed(text: &Text, words: TokenRange) -> Option<TokenRange> {
    let outlets = &WORDS.occasions.outlets;
    let is_name = |at: TokenIndex| {
        let form = text.form(at);
        let inside = at > 0 && text.reading.sentence_of(at - 1) == text.reading.sentence_of(at);
        form.starts_with(|c: char| !c.is_lowercase())
            && (inside || text.upos(at) == Upos::Propn || !form.contains(char::is_lowercase))
    };
    let is_noun = |found: &TokenRange| found.len() > 1 || outlets.nouns.has(text, found.start);
    let found = words.range().filter_map(|at| outlets.words.at(text, at, words.end));
    let mut found = found.filter(|found| is_name(found.start) || is_noun(found));
    // "ABC News" ends in one.
    let first = found.next();
    let found = found.rfind(|found| found.end == words.end).or(first);
    let site = || words.range().find(|&at| is_site(text.form(at)));
    let found = found.or_else(|| site().map(|at| TokenRange::new(at, at + 1)));
    let meta = &text.document.meta;
    let own = |fact: &Fact<String>| fact.found().is_some_and(|name| name == text.words(words));
    found.or_else(|| (own(&meta.outlet.fact) || own(&meta.agency.fact)).then_some(words))
}

/// "velmtimes.example": the address of a site.
fn is_site(form: &str) -> bool {
    let ending = form.rsplit_once('.').filter(|(name, _)| name.len() > 1);
    ending.is_some_and(|(_, ending)| WORDS.occasions.outlets.domains.has_word(ending))
}

/// "on Facebook".
pub(super) fn platform(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    let tied = text.is_any(at, &["on", "to", "via"]);
    let next = at + 1;
    // One letter is a platform only as a capital that no noun follows.
    let letter =
        |next| text.form(next) == "X" && (next + 1 >= sentence.end || !text.is_nominal(next + 1));
    let named = |next| WORDS.occasions.platforms.names.has(text, next) || letter(next);
    if !tied || next >= sentence.end || !named(next) {
        return None;
    }
    let mut post = plain(text, OccasionKind::Post, next, next + 1, sentence, Pattern::Platform);
    post.outlet = Some(TokenRange::new(next, next + 1));
    Some(post)
}

/// "on the club's website".
pub(super) fn page(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    let start = at + 1;
    if !text.is_any(at, &["at", "on", "to", "via"]) || start >= sentence.end {
        return None;
    }
    let limit = sentence.end.min(start + MAX_BEFORE);
    let end = (start..limit).find(|&t| !inside_noun_phrase(text, t)).unwrap_or(limit);
    let pages = &WORDS.occasions.platforms.pages;
    let page = (start..end).find_map(|t| pages.at(text, t, end).filter(|page| page.end == end))?;
    let owned = (start..page.start).any(|t| text.is_possessive(t));
    owned.then(|| plain(text, OccasionKind::Post, start, end, sentence, Pattern::Platform))
}

/// "told the Herald", "speaking to the BBC", "told this newspaper", "told the website".
pub(super) fn told(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    // "spoke to", "opened up to".
    let up = u32::from(at + 1 < sentence.end && text.is(at + 1, "up") && text.is(at, "open"));
    let speaking = (up > 0 || text.is_any(at, &["speak", "talk"]))
        && at + up + 1 < sentence.end
        && text.is_any(at + up + 1, &["to", "with"]);
    // A guessed tag takes "tells" for a noun; "talks with" may be one.
    if text.is_any(at, &["to", "with"]) && at > sentence.start && at + 1 < sentence.end {
        // "according to the Herald" is its article, "credited to the Herald" none.
        let cited = &["according", "attribute", "credit", "link", "thanks"];
        let cited = text.is_any(at - 1, cited);
        return if cited { None } else { to_outlet(text, at, sentence) };
    }
    if !(speaking && text.is_verb(at) || text.is(at, "tell")) {
        return None;
    }
    let start = if speaking { at + up + 2 } else { at + 1 };
    let mut candidate = listener(text, start, sentence)?;
    candidate.told_by = (!speaking).then_some(at);
    Some(candidate)
}

/// "said to the Herald", "discussed it with radio host Mara Olsen".
fn to_outlet(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    let said = |end| plain(text, OccasionKind::Interview, at + 1, end, sentence, Pattern::Told);
    let name = if text.is(at + 1, "the") { at + 2 } else { at + 1 };
    let known = |outlet: &TokenRange| listed(text, *outlet).is_some();
    // "Varrow's supply chain", "Nordpress operatives", "with Nordpress saying"; "worked with the Herald".
    let free = |outlet: &TokenRange| {
        let next = outlet.end.min(sentence.end - 1);
        let owned = text.xpos(next) == Xpos::Pos && next + 1 < sentence.end;
        let thing = owned && text.upos(next + 1) == Upos::Noun;
        let tells = |t| WORDS.occasions.outlets.telling.has(text, t);
        let above = hang::head(text, hang::top(text, TokenRange::new(name, outlet.end)));
        !thing
            && !matches!(text.xpos(next), Xpos::Nns | Xpos::Vbg)
            && (tells(above) || tells(at - 1))
    };
    if let Some(outlet) = organisation_at(text, name, sentence).filter(known).filter(free) {
        return Some(Candidate { outlet: Some(outlet), listed: true, ..said(outlet.end) });
    }
    let limit = sentence.end.min(at + 1 + MAX_BEFORE);
    let end = (at + 1..limit).find(|&t| !inside_noun_phrase(text, t)).unwrap_or(limit);
    let outlet = (at + 1..end).find(|&t| WORDS.occasions.outlets.nouns.has(text, t))?;
    let host = outlet + 1 < end && text.is_nominal(outlet + 1);
    host.then(|| said(outlet + 1))
}

/// Those told, where that makes an occasion.
fn listener(text: &Text, start: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    let told = |kind, start, end| plain(text, kind, start, end, sentence, Pattern::Told);
    let own = TokenRange::new(start, sentence.end.min(start + 2));
    let writer = ["me", "us"].iter().any(|word| text.form(start).eq_ignore_ascii_case(word));
    let this =
        text.is(start, "this") && own.range().any(|t| WORDS.occasions.outlets.nouns.has(text, t));
    if writer || this {
        let end = if this { own.end } else { start + 1 };
        let told = told(OccasionKind::Interview, start, end);
        return Some(Candidate { own_paper: true, head: writer.then_some(start), ..told });
    }
    if let Some(listeners) = hearers(text, start, sentence) {
        return Some(told(OccasionKind::Testimony, listeners.start, listeners.end));
    }
    if let Some(listeners) = audience(text, start, sentence) {
        let heard = told(kind_of_audience(text, listeners), listeners.start, listeners.end);
        return Some(Candidate { head: Some(listeners.end - 1), ..heard });
    }
    let name = if text.is_any(start, &["a", "an", "the"]) { start + 1 } else { start };
    if let Some(end) = titled(text, name, sentence) {
        return Some(told(OccasionKind::Broadcast, start, end));
    }
    // "told a news conference": at it.
    let meets = |there: &Candidate| {
        let kinds = [
            OccasionKind::Broadcast,
            OccasionKind::NewsConference,
            OccasionKind::Other,
            OccasionKind::Speech,
        ];
        there.one && kinds.contains(&there.kind)
    };
    if let Some(there) = noun_phrase(text, start, sentence).filter(meets) {
        return Some(Candidate { pattern: Pattern::Tied, ..there });
    }
    if let Some(outlet) = organisation_at(text, name, sentence) {
        let programme = programme(text, outlet, sentence);
        let kind = match programme {
            Some(_) => OccasionKind::Broadcast,
            // "told the Velm Historical Society".
            None if WORDS.occasions.audiences.bodies.has(text, outlet.end - 1) => {
                OccasionKind::Speech
            }
            None => OccasionKind::Interview,
        };
        let end = programme.unwrap_or(outlet.end);
        let listed = listed(text, outlet).is_some();
        return Some(Candidate { outlet: Some(outlet), listed, ..told(kind, start, end) });
    }
    // "told the website", "told radio host Mara Olsen".
    let limit = sentence.end.min(start + MAX_BEFORE);
    let end = (start..limit).find(|&t| !inside_noun_phrase(text, t)).unwrap_or(limit);
    if let Some(outlet) = (start..end).find(|&t| WORDS.occasions.outlets.nouns.has(text, t)) {
        return Some(told(OccasionKind::Interview, start, outlet + 1));
    }
    // "told The Bay".
    let named = text.mentions_in(TokenRange::new(name, name + 1)).find(|mention| {
        mention.kind == MentionKind::Name
            && mention.names == EntityKind::Other
            && mention.tokens.start >= start
    });
    if let Some(outlet) = named.map(|mention| TokenRange::new(start, mention.tokens.end)) {
        let told = told(OccasionKind::Interview, start, outlet.end);
        return Some(Candidate { outlet: Some(outlet), ..told });
    }
    // "told The Bay", though nobody knows the name.
    let capital = |t: &TokenIndex| {
        text.form(*t).starts_with(char::is_uppercase) && text.upos(*t) == Upos::Propn
    };
    let run = (start + 1..limit).take_while(capital).last();
    if let Some(last) = run.filter(|_| text.form(start) == "The") {
        return Some(told(OccasionKind::Interview, start, last + 1));
    }
    // "told the mayors": several people addressed.
    let last = end.checked_sub(1).filter(|&last| last >= start && text.xpos(last) == Xpos::Nns)?;
    let people = plain(text, OccasionKind::Speech, start, end, sentence, Pattern::ToldPeople);
    Some(Candidate { head: Some(last), ..people })
}

/// What is said to those who listen: to a station's audience on the air, to a council at its meeting.
pub(super) fn kind_of_audience(text: &Text, listeners: TokenRange) -> OccasionKind {
    if WORDS.occasions.outlets.stations.find(text, listeners).is_some() {
        OccasionKind::Broadcast
    } else if text.is(listeners.end - 1, "council") {
        OccasionKind::Other
    } else {
        OccasionKind::Speech
    }
}

/// "told a Senate panel", "testified before the committee": evidence, whatever else the noun may name.
pub(super) fn witness(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    let before = at > sentence.start
        && text.is(at, "before")
        && text.is_any(at - 1, &["appear", "appearance", "speak", "testify", "testimony"]);
    let told = text.is(at, "tell") && text.is_verb(at);
    let listeners = hearers(text, at + 1, sentence).filter(|_| before || told)?;
    let kind = OccasionKind::Testimony;
    let heard = plain(text, kind, listeners.start, listeners.end, sentence, Pattern::Told);
    Some(Candidate { told_by: told.then_some(at), ..heard })
}

/// A panel or a convention that speaks is a body of people.
pub(super) fn are_hearers(text: &Text, noun: TokenIndex) -> bool {
    let audiences = &WORDS.occasions.audiences;
    audiences.nouns.has(text, noun) || audiences.hearers.has(text, noun)
}

/// "the committee", "a grand jury": those who hear evidence.
fn hearers(text: &Text, start: TokenIndex, sentence: TokenRange) -> Option<TokenRange> {
    let limit = sentence.end.min(start + 6);
    let noun = (start..limit)
        .take_while(|&t| inside_noun_phrase(text, t))
        .find(|&t| WORDS.occasions.audiences.hearers.has(text, t))?;
    Some(TokenRange::new(start, noun + 1))
}

/// "the crowd", "an invited crowd", "cheering supporters", "a rally in Ohio".
pub(super) fn audience(text: &Text, start: TokenIndex, sentence: TokenRange) -> Option<TokenRange> {
    let limit = sentence.end.min(start + 6);
    let noun = (start..limit)
        .take_while(|&t| inside_noun_phrase(text, t))
        .find(|&t| WORDS.occasions.audiences.nouns.has(text, t))?;
    Some(TokenRange::new(start, noun + 1))
}

/// "said on CNN", "on ABC's This Week", on "The Sunday Hour", "on the radio".
pub(super) fn on_air(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    if at >= sentence.end || !text.is(at, "on") {
        return programme_of(text, at, sentence);
    }
    let kind = OccasionKind::Broadcast;
    let on_air = |start, end| plain(text, kind, start, end, sentence, Pattern::OnAir);
    let air = if at + 1 < sentence.end && text.is(at + 1, "the") { at + 2 } else { at + 1 };
    if air < sentence.end
        && WORDS.occasions.outlets.air.has(text, air)
        && (air + 1 >= sentence.end || !text.is_nominal(air + 1))
    {
        return Some(on_air(at + 1, air + 1));
    }
    // "on Friday's \"Sunday Hour\"".
    let day = (at + 1..sentence.end).find(|&t| !text.is_in_time(t) && text.xpos(t) != Xpos::Pos);
    let start = day.filter(|&start| text.xpos(start - 1) == Xpos::Pos).unwrap_or(at + 1);
    if let Some(end) = titled(text, start, sentence) {
        return Some(on_air(start, end));
    }
    let outlet =
        organisation_at(text, start, sentence).or_else(|| call_sign(text, start, sentence))?;
    // Stations are capitals or words of the air: "on CNN", "on Radio Nord".
    let capital = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == ' ';
    let capitals = text.words(outlet).chars().all(capital);
    let called = text.words(outlet).starts_with(['K', 'W']) && capitals;
    let free = outlet.end >= sentence.end || text.upos(outlet.end) != Upos::Noun;
    let station = free
        && (called && text.words(outlet).len() > 2
            || WORDS.occasions.outlets.stations.find(text, outlet).is_some());
    let programme = programme(text, outlet, sentence);
    let end = programme.or(station.then_some(outlet.end))?;
    Some(Candidate { outlet: Some(outlet), ..on_air(outlet.start, end) })
}

/// "WXYZ 710", "ABCD's": capitals that are a station's or own a programme.
fn call_sign(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<TokenRange> {
    let next = at + 1;
    let form = text.form(at);
    let capitals = form.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let owns = next < sentence.end && text.xpos(next) == Xpos::Pos;
    let called = form.starts_with(['K', 'W']) && matches!(form.len(), 3..=4);
    let number = |t: TokenIndex| text.form(t).chars().all(|c| c.is_ascii_digit() || c == '.');
    let end = if called && next < sentence.end && number(next) { next + 1 } else { next };
    (capitals && (owns || called)).then(|| TokenRange::new(at, end))
}

/// "visited ABC's \"Sunrise\"": a station's programme, whatever stands before it.
fn programme_of(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    let start = at + 1;
    if start >= sentence.end || text.upos(at) == Upos::Propn || text.upos(start) != Upos::Propn {
        return None;
    }
    let outlet = organisation_at(text, start, sentence)?;
    WORDS.occasions.outlets.stations.find(text, outlet)?;
    let end = programme(text, outlet, sentence)?;
    let broadcast = plain(text, OccasionKind::Broadcast, start, end, sentence, Pattern::OnAir);
    Some(Candidate { outlet: Some(outlet), ..broadcast })
}

/// "wrote in the Herald", "argues in a Herald article": what is printed there.
pub(super) fn printed(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<Candidate> {
    if !text.is_any(at, &["in", "for", "at"]) {
        return None;
    }
    let start = if at + 1 < sentence.end && text.is(at + 1, "the") { at + 2 } else { at + 1 };
    let outlet = organisation_at(text, start, sentence)?;
    listed(text, outlet)?;
    let report = plain(text, OccasionKind::Report, start, outlet.end, sentence, Pattern::Printed);
    Some(Candidate { outlet: Some(outlet), ..report })
}

/// The name of a body: of an organisation, with a word of outlets' names in it, or behind a noun for an outlet:
/// *the journal Acta Maris*.
pub(crate) fn is_body(text: &Text, mention: &Mention) -> bool {
    let start = mention.tokens.start;
    let nouns = &WORDS.occasions.outlets.nouns;
    mention.names == EntityKind::Organisation
        || mention.names != EntityKind::Person && listed(text, mention.tokens).is_some()
        || start > 0 && text.upos(start - 1) == Upos::Noun && nouns.has(text, start - 1)
}

/// The name of an organisation that starts at a word, or a run of capitals with a word of outlets'
/// names in it.
fn organisation_at(text: &Text, at: TokenIndex, sentence: TokenRange) -> Option<TokenRange> {
    if at >= sentence.end {
        return None;
    }
    let found = text.mentions_in(TokenRange::new(at, at + 1)).find(|mention| {
        mention.kind == MentionKind::Name
            && is_body(text, mention)
            && (mention.tokens.start == at || mention.tokens.start + 1 == at)
    });
    let limit = sentence.end.min(at + MAX_BEFORE);
    let capital = |token: TokenIndex| text.form(token).starts_with(char::is_uppercase);
    let run = (at..limit).find(|&token| !capital(token)).unwrap_or(limit);
    let named = TokenRange::new(at, run);
    let known = || listed(text, named).map(|_| named);
    // "Radio Nord", of which only the first word may pass for a name.
    let station = |mention: &Mention| {
        let name = mention.tokens;
        let untimed = (name.end..run).all(|t| !text.is_in_time(t));
        name.len() == 1 && untimed && WORDS.occasions.outlets.air.has(text, name.start)
    };
    let end = |mention: &Mention| if station(mention) { run } else { mention.tokens.end };
    found.map(|mention| TokenRange::new(at, end(mention).max(mention.tokens.end))).or_else(known)
}

/// Where the programme behind a station's *'s* ends: its title between marks, or its capitals.
fn programme(text: &Text, outlet: TokenRange, sentence: TokenRange) -> Option<TokenIndex> {
    let start = outlet.end + 1;
    if start >= sentence.end || !text.is_any(outlet.end, &["'s", "’s", "'", "’"]) {
        return None;
    }
    let limit = sentence.end.min(start + MAX_BEFORE);
    let capital = |token: TokenIndex| text.form(token).starts_with(char::is_uppercase);
    let end = (start..limit).find(|&token| !capital(token)).unwrap_or(limit);
    // "the network's Ines Dahl", "its Velm correspondent".
    let person = || {
        let mut mentions = text.mentions_in(TokenRange::new(start, start + 1));
        mentions.any(|mention| {
            mention.kind == MentionKind::Name
                && mention.names == EntityKind::Person
                && mention.tokens.end >= end
        })
    };
    let other = || end < sentence.end && text.upos(end) == Upos::Noun || person();
    titled(text, start, sentence).or_else(|| (end > start && !other()).then_some(end))
}

/// Where a title between marks that starts at a word ends.
fn titled(text: &Text, start: TokenIndex, sentence: TokenRange) -> Option<TokenIndex> {
    if start >= sentence.end {
        return None;
    }
    let quotations = &text.reading.quotations;
    let place = text.span(TokenRange::new(start, start + 1)).start;
    let quotation = quotations
        .get(quotations.partition_point(|quotation| quotation.outer.start < place))
        .filter(|q| q.outer.start == place && q.form == QuotationForm::NameOrTerm)
        .filter(|q| text.document.slice(q.inner).starts_with(|c: char| !c.is_lowercase()))?;
    Some(text.reading.tokens_in(quotation.outer).end.clamp(start, sentence.end))
}
