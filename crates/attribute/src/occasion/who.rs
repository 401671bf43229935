//! Whom acts are matched by.

use sayso_core::{Attribution, EntityId, Voice, VoiceIs};

/// One who speaks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Who {
    entity: Option<EntityId>,
    /// The last word of the name of a person, else the whole name or description.
    name: Option<String>,
}

impl Who {
    /// An entity, whatever its name.
    pub(super) fn entity(id: EntityId) -> Self {
        Self { entity: Some(id), name: None }
    }

    /// The same entity, or the same name where chains fall apart.
    pub(super) fn is(&self, other: &Self) -> bool {
        let same = |one: &Option<_>, two: &Option<_>| one.is_some() && one == two;
        same(&self.entity, &other.entity) || self.name.is_some() && self.name == other.name
    }
}

/// Whom an attribution is of; nobody for pronouns and descriptions that nothing settles.
pub(super) fn who(attribution: &Attribution) -> Option<Who> {
    let speaker = &attribution.speaker;
    let settled = matches!(speaker.voice, Voice::Named | Voice::Described | Voice::Document);
    let name = speaker.name.as_deref().filter(|_| settled).map(|name| {
        let last = name.split_whitespace().next_back().unwrap_or(name);
        let own = if speaker.voice_is == VoiceIs::Person { last } else { name };
        own.to_lowercase()
    });
    (speaker.entity.is_some() || name.is_some()).then_some(Who { entity: speaker.entity, name })
}

/// Both are settled and the same.
pub(super) fn same(one: Option<&Who>, other: Option<&Who>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.is(other))
}
