//! Who speaks behind the words of a source: the entity with its name, and whose voice it is. Ordered
//! rules; the first that fits decides. Never the nearest name, never the commonest.

use sayso_core::{
    Entity, EntityId, EntityKind, How, Mention, MentionKind, Speaker, Upos, Voice, VoiceIs, Xpos,
};

use crate::crowd::EVERYBODY;
use crate::found::{Found, Range, span};
use crate::lists::{has, list};
use crate::surface::Words;

const DATA: &str = include_str!("../../data/voices.toml");

/// Head nouns by kind of voice.
#[derive(Debug)]
pub(crate) struct Voices {
    artefact: Vec<&'static str>,
    unnamed: Vec<&'static str>,
    crowd: Vec<&'static str>,
    role: Vec<&'static str>,
    organisation: Vec<&'static str>,
}

impl Voices {
    /// The built-in lists.
    pub(crate) fn embedded() -> Self {
        Self {
            artefact: list(DATA, "artefact"),
            unnamed: list(DATA, "unnamed"),
            crowd: list(DATA, "crowd"),
            role: list(DATA, "role"),
            organisation: list(DATA, "organisation"),
        }
    }

    /// The noun says nothing of who it is.
    pub(super) fn is_unnamed(&self, lemma: &str) -> bool {
        has(&self.unnamed, lemma)
    }
}

/// The speaker of one attribution; `outer` is the one in whose words it stands.
pub(super) fn speaker(
    words: &Words<'_>,
    voices: &Voices,
    found: &Found,
    outer: Option<&Speaker>,
) -> Speaker {
    let mut speaker = Speaker {
        entity: None,
        name: None,
        voice: Voice::Crowd,
        voice_is: VoiceIs::Unknown,
        how: How::NoSource,
        joint: false,
        described_as: None,
    };
    let Some(&source) = found.source.first() else { return speaker };
    speaker.how = How::NotResolved;
    speaker.name = Some(words.document.slice(span(words, source)).to_owned());
    let core = core(words, source);
    let head = core.1 - 1;
    if words.is_any(source.0, "one")
        && let Some(entity) = apposed(words, core, source)
    {
        name(words, &mut speaker, entity, How::Apposition);
        return speaker;
    }
    let loose = words.is_any(core.0, LOOSE) && core.1 - core.0 > 1;
    if loose || words.is_any(core.0, "everyone everybody nobody") {
        return common(words, voices, speaker, core, source);
    }
    if words.is_any(head, "i we me us my our myself ourselves") && core.1 - core.0 == 1 {
        return first_person(words, speaker, head, outer);
    }
    if core.1 - core.0 == 1 && words.lower(head) == "it" && is_passive(words, found) {
        return Speaker { how: How::NoSource, name: None, ..speaker };
    }
    if core.1 - core.0 == 1
        && words.is_any(head, "he she they it who him her them his their its that which")
    {
        return pronoun(words, speaker, voices, head);
    }
    if core.1 - core.0 == 2 && words.is_any(core.0, "his her their") && words.is_any(head, UTTERED)
    {
        return pronoun(words, speaker, voices, core.0);
    }
    if core.1 - core.0 == 1 && words.is_any(head, "you one") {
        speaker.voice = Voice::Crowd;
        return speaker;
    }
    if is_people(words, core) {
        return common(words, voices, speaker, core, source);
    }
    if let Some((entity, how)) = named(words, core, source) {
        speaker.joint = joint(words, source);
        name(words, &mut speaker, entity, how);
        return speaker;
    }
    if let Some(name) = body_of_name(words, core) {
        speaker.voice = Voice::Named;
        speaker.voice_is = VoiceIs::Organisation;
        speaker.how = How::SameSpan;
        speaker.name = Some(name);
        return speaker;
    }
    if let Some(kind) = unlinked_name(words, voices, core) {
        speaker.voice = Voice::Named;
        speaker.voice_is = kind;
        speaker.how = How::SameSpan;
        speaker.joint = joint(words, source);
        return speaker;
    }
    common(words, voices, speaker, core, source)
}

/// What is uttered stands for who utters it, as in "her words made it clear that".
const UTTERED: &str = "words remarks comments voice tone answer answers";

/// "It is said", "it has been claimed": the subject is none, and nobody is said to speak.
fn is_passive(words: &Words<'_>, found: &Found) -> bool {
    let before = found.cue.first().map_or(found.head, |cue| cue.0)..found.head;
    let has_agent = words.lower(found.head + 1) == "by";
    !has_agent && before.into_iter().any(|i| words.is_any(i, "is was been being are were be"))
}

/// The source up to its first comma, relative clause or preposition: where its head stands.
fn core(words: &Words<'_>, (start, end): Range) -> Range {
    let begin = (start..end).find(|&i| !words.is_punctuation(i)).unwrap_or(start);
    let cut = (begin + 1..end).find(|&i| {
        matches!(words.lower(i), "," | "(" | ";")
            || words.is_any(
                i,
                "of for at from in with on who whose that which and or to by about close familiar",
            )
            || words.is_dash(i) && words.lower(i) != "-"
            || is_participle_behind(words, i)
    });
    let mut last = cut.unwrap_or(end);
    // "one of the polls": the head stands behind.
    if last == begin + 1
        && words.is_any(begin, "one two three each either")
        && words.lower(last) == "of"
    {
        return core(words, (last + 1, end.max(last + 2)));
    }
    // "Ada Moss's claim", "Moss herself": no part of the name.
    let beside = |i: usize| {
        words.is_punctuation(i) || words.is_any(i, "'s ' himself herself itself themselves")
    };
    while last > begin + 1 && beside(last - 1) {
        last -= 1;
    }
    (begin, last.max(begin + 1).min(end.max(begin + 1)))
}

/// "data released on Friday": a participle right behind a noun.
fn is_participle_behind(words: &Words<'_>, i: usize) -> bool {
    let tokens = &words.reading.tokens;
    let noun = |i: usize| matches!(tokens.upos.get(i), Some(Upos::Noun));
    let participle = matches!(tokens.xpos.get(i), Some(Xpos::Vbn | Xpos::Vbg));
    participle && i > 0 && noun(i - 1) && !noun(i + 1)
}

/// Words for an indefinite number, before a noun.
const LOOSE: &str = "many most some other others few countless numerous";

/// "the Moss campaign", "Moss's team": a body that a name picks out, as written.
fn body_of_name(words: &Words<'_>, core: Range) -> Option<String> {
    let head = core.1 - 1;
    if !words.is_any(head, "campaign administration team camp") {
        return None;
    }
    let before = if words.is_any(head.wrapping_sub(1), "'s '") { head - 1 } else { head };
    let name = mentions(words, (core.0, before))
        .find(|m| m.kind == MentionKind::Name && m.tokens.end as usize == before)?;
    let start = (name.tokens.start as usize).max(core.0);
    Some(words.document.slice(span(words, (start, core.1))).to_owned())
}

fn first_person(
    words: &Words<'_>,
    mut speaker: Speaker,
    head: usize,
    outer: Option<&Speaker>,
) -> Speaker {
    if let Some(outer) = outer {
        let how = if outer.how == How::NotResolved { How::NotResolved } else { How::Pronoun };
        return Speaker { how, ..outer.clone() };
    }
    speaker.voice = Voice::Narrator;
    speaker.voice_is =
        if words.is_any(head, "we us our") { VoiceIs::Group } else { VoiceIs::Person };
    speaker
}

fn pronoun(words: &Words<'_>, mut speaker: Speaker, voices: &Voices, head: usize) -> Speaker {
    let token = u32::try_from(head).unwrap_or(u32::MAX);
    let linked = mentions(words, (head, head + 1))
        .find(|m| m.tokens.contains(token) && m.kind == MentionKind::Pronoun);
    if let Some(entity) = linked.and_then(|mention| mention.entity) {
        name(words, &mut speaker, entity, How::Pronoun);
        return speaker;
    }
    // "a woman who said": the antecedent stands right before.
    if words.is_any(head, "who that which") && head > 0 {
        let before = if words.lower(head - 1) == "," { head - 1 } else { head };
        // "those who remember".
        if before > 0
            && (words.is_any(before - 1, "those anyone") || words.is_any(before - 1, EVERYBODY))
        {
            speaker.voice_is = VoiceIs::Group;
            speaker.how = How::Pronoun;
            return speaker;
        }
        if let Some(start) =
            crate::rules::phrases::noun_phrase(words, before.saturating_sub(12), before)
        {
            let antecedent = core(words, (start, before));
            if let Some((entity, _)) = named(words, antecedent, (start, before)) {
                name(words, &mut speaker, entity, How::Pronoun);
                return speaker;
            }
            let mut speaker = common(words, voices, speaker, antecedent, (start, before));
            speaker.how = How::Pronoun;
            return speaker;
        }
    }
    speaker.voice = Voice::Doubtful;
    speaker.voice_is = match words.lower(head) {
        "he" | "she" | "him" | "her" | "his" => VoiceIs::Person,
        "they" | "them" | "their" => VoiceIs::Group,
        _ => VoiceIs::Unknown,
    };
    speaker
}

/// The entity that the head of the source names: a name that ends where the core ends, a name in
/// apposition, or a role that the text says of exactly one entity.
fn named(words: &Words<'_>, core: Range, source: Range) -> Option<(EntityId, How)> {
    let inside = |range: Range| mentions(words, range);
    let ends = |m: &&sayso_core::Mention| m.tokens.end as usize == core.1;
    if let Some(mention) = inside(core).filter(|m| m.kind == MentionKind::Name).find(ends)
        && let Some(id) = mention.entity
    {
        let entity = entity(words, id)?;
        let written = words.document.slice(mention.span);
        let how =
            if written.contains(entity.name.as_str()) { How::SameSpan } else { How::ShortName };
        return Some((id, how));
    }
    let described = !words.is_capital(core.1 - 1);
    if let (true, Some(id)) = (described, apposed(words, core, source)) {
        return Some((id, How::Apposition));
    }
    // "the singer, Name," and "Name, the singer,".
    if words.lower(core.1) == ","
        && let Some(mention) = inside((core.1 + 1, source.1)).find(|m| {
            m.kind == MentionKind::Name
                && m.tokens.start as usize == core.1 + 1
                && m.names == EntityKind::Person
        })
        && let Some(id) = mention.entity
    {
        return Some((id, How::Apposition));
    }
    let role = inside(source).filter(|m| m.kind == MentionKind::Role).find(|m| {
        m.head as usize >= core.0 && (m.head as usize) < core.1 && m.tokens.end as usize >= core.1
    })?;
    let id = role.entity?;
    let definite = words.is_any(core.0, "the his her their its our my this that")
        || words.lower(core.0).ends_with("'s");
    let person = entity(words, id).is_some_and(|e| !e.name.is_empty());
    (definite && person).then_some((id, How::Role))
}

/// "a lawyer for the paper, Name,", "one of them, the tenor Name,": who is named between commas behind.
fn apposed(words: &Words<'_>, core: Range, source: Range) -> Option<EntityId> {
    let tags = &words.reading.tokens.upos;
    let describes =
        |&i: &usize| matches!(tags[i], Upos::Adj | Upos::Det | Upos::Noun | Upos::Propn);
    let behind = mentions(words, (core.1, source.1)).find(|m| {
        let (start, end) = (m.tokens.start as usize, m.tokens.end as usize);
        let before = (core.1..start).rev().find(|i| !describes(i));
        m.kind == MentionKind::Name
            && m.names == EntityKind::Person
            && before.is_some_and(|i| words.lower(i) == ",")
            && (end >= source.1 || words.lower(end) == ",")
    });
    behind?.entity
}

/// "Democrats", "the Norwegians": everybody of a people or party, nobody by name.
fn is_people(words: &Words<'_>, core: Range) -> bool {
    let head = core.1 - 1;
    let plural = words.reading.tokens.xpos.get(head) == Some(&Xpos::Nnps);
    let alone = head == core.0 || head == core.0 + 1 && words.is_any(core.0, "the these those");
    let body = mentions(words, core).any(|m| {
        m.kind == MentionKind::Name && !matches!(m.names, EntityKind::Other | EntityKind::Unknown)
    });
    plural && alone && !body
}

/// The mentions inside a range of words.
pub(crate) fn mentions<'a>(words: &Words<'a>, range: Range) -> impl Iterator<Item = &'a Mention> {
    let all = &words.reading.mentions;
    let first = all.partition_point(|m| (m.tokens.start as usize) < range.0);
    let inside = move |m: &&Mention| (m.tokens.start as usize) < range.1;
    all.get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(inside)
        .filter(move |m| m.tokens.end as usize <= range.1)
}

fn entity<'a>(words: &Words<'a>, id: EntityId) -> Option<&'a Entity> {
    words.reading.entities.get(id.0 as usize)
}

fn name(words: &Words<'_>, speaker: &mut Speaker, id: EntityId, how: How) {
    let Some(entity) = entity(words, id) else { return };
    speaker.entity = Some(id);
    speaker.how = how;
    if entity.name.is_empty() {
        speaker.voice = Voice::Described;
        // "two officials, who said": the words that "who" stands for.
        if how == How::Pronoun && !entity.name_span.is_empty() {
            speaker.name = Some(words.document.slice(entity.name_span).to_owned());
        }
    } else {
        speaker.voice = Voice::Named;
        speaker.name = Some(entity.name.clone());
    }
    speaker.voice_is = match entity.kind {
        EntityKind::Person => VoiceIs::Person,
        EntityKind::Organisation => VoiceIs::Organisation,
        EntityKind::Place => VoiceIs::Place,
        EntityKind::Other | EntityKind::Unknown => VoiceIs::Unknown,
    };
}

/// A name without an entity: the head is capitalised inside a sentence and no common noun.
fn unlinked_name(words: &Words<'_>, voices: &Voices, core: Range) -> Option<VoiceIs> {
    let head = core.1 - 1;
    // "One Tweet Sums Up": the capitals are the headline's.
    if has(&voices.artefact, words.lower(head)) {
        return None;
    }
    let is_proper = |i: usize| words.reading.tokens.upos.get(i) == Some(&Upos::Propn);
    let is_role = |i: usize| has(&voices.role, words.lower(i));
    // "Retired General": a role with capitals.
    if is_role(head) && (core.0..head).all(|i| is_role(i) || !is_proper(i)) {
        return None;
    }
    let proper = is_proper(head);
    let all = (core.0..core.1).all(|i| words.is_capital(i) || words.is_any(i, "the . - 's"));
    let shown = core.1 - core.0 > 1 || !words.is_border(core.0) || proper;
    (words.is_capital(head) && all && shown && !words.is_pronoun(head)).then_some(VoiceIs::Unknown)
}

/// A source without a name, by its head noun, number and definiteness.
fn common(
    words: &Words<'_>,
    voices: &Voices,
    mut speaker: Speaker,
    core: Range,
    source: Range,
) -> Speaker {
    let head = core.1 - 1;
    let lower = words.lower(head);
    let token = u32::try_from(head).unwrap_or(u32::MAX);
    let lemma = match words.reading.lemma(token) {
        "" => lower.to_owned(),
        lemma => lemma.to_lowercase(),
    };
    let is = |list: &[&str]| has(list, &lemma) || has(list, lower);
    let counted = words.is_any(core.0, "two three four five six seven eight nine ten both");
    let definite = words.is_any(core.0, "the his her their its our my this that these those")
        || words.lower(core.0).ends_with("'s")
        || (core.0..head).any(|i| words.lower(i) == "'s");
    let plural = lower.ends_with('s') && !lower.ends_with("ss") && lemma != lower
        || words.is_any(head, "people folks police media");
    let described = span(words, source);
    speaker.described_as = Some(described);
    if is(&voices.artefact) {
        speaker.voice = Voice::Document;
        speaker.voice_is = VoiceIs::Artefact;
        speaker.described_as = None;
        return speaker;
    }
    speaker.voice_is = if is(&voices.organisation) {
        VoiceIs::Organisation
    } else if plural {
        VoiceIs::Group
    } else if is(&voices.role) || is(&voices.unnamed) || words.is_any(core.0, "a an one") {
        VoiceIs::Person
    } else {
        VoiceIs::Unknown
    };
    let bare = source.1 - source.0 <= core.1 - core.0 + 1;
    let undetermined = !definite && !words.is_any(core.0, "a an one several another");
    let loose = is(&voices.crowd) && (plural && !counted || words.is_pronoun(head))
        || words.is_any(core.0, "everyone everybody nobody")
        || words.is_any(core.0, LOOSE)
        || words.is_any(head, EVERYBODY)
        || words.is_any(head, "percent half majority minority")
        || plural && undetermined && !counted && !is(&voices.role);
    speaker.voice = if is(&voices.unnamed) || lemma == "person" && !words.is_any(core.0, "the") {
        // "a source" says nothing of who that is; "a source on the board" does.
        if bare && core.1 - core.0 <= 2 {
            speaker.described_as = None;
        }
        Voice::Unnamed
    } else if loose {
        Voice::Crowd
    } else {
        Voice::Described
    };
    speaker
}

/// *X and Y*, both with a capital.
fn joint(words: &Words<'_>, (start, end): Range) -> bool {
    (start + 1..end.saturating_sub(1)).any(|i| {
        words.lower(i) == "and"
            && words.is_capital(i + 1)
            && words.is_capital(i - 1)
            && !(start..i).any(|k| words.lower(k) == "," && !words.is_capital(k + 1))
    })
}
