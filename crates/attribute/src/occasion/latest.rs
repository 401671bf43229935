//! The last occasion of each speaker, while it goes on.

use std::collections::BTreeMap;

use sayso_core::{Attribution, EntityId, Voice};

use super::MAX_PARAGRAPHS;

/// Whom acts are matched by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Who {
    /// An entity of the text.
    Entity(EntityId),
    /// A name or a description as written, where no entity is known.
    Name(String),
}

/// Whom an attribution is of; nobody for pronouns and descriptions that nothing settles.
pub(super) fn who(attribution: &Attribution) -> Option<Who> {
    let speaker = &attribution.speaker;
    let named = || speaker.name.clone().filter(|_| speaker.voice == Voice::Named).map(Who::Name);
    speaker.entity.map(Who::Entity).or_else(named)
}

#[derive(Clone, Copy)]
struct Entry {
    /// Index of the occasion.
    occasion: usize,
    /// Paragraph in which it was stated or last went on.
    section: u32,
    /// Paragraph in which it was stated.
    stated: u32,
}

/// The occasions of the speakers so far.
#[derive(Default)]
pub(super) struct Latest {
    occasions: BTreeMap<Who, Entry>,
}

impl Latest {
    /// A speaker's occasion, stated in a paragraph.
    pub(super) fn put(&mut self, who: Who, occasion: usize, section: u32) {
        self.occasions.insert(who, Entry { occasion, section, stated: section });
    }

    /// The last occasion of a speaker, however far back.
    pub(super) fn occasion(&self, who: &Who) -> Option<usize> {
        self.occasions.get(who).map(|entry| entry.occasion)
    }

    /// The last occasion of a speaker, if it may still go on in a paragraph.
    pub(super) fn near(&self, who: &Who, section: u32) -> Option<usize> {
        let entry = self.occasions.get(who)?;
        (section <= entry.section + MAX_PARAGRAPHS).then_some(entry.occasion)
    }

    /// The occasion was stated in this paragraph.
    pub(super) fn is_same_section(&self, who: &Who, section: u32) -> bool {
        self.occasions.get(who).is_some_and(|entry| entry.stated == section)
    }

    /// Somebody speaks: what goes on goes on here.
    pub(super) fn spoke(&mut self, who: &Who, section: u32) {
        if self.near(who, section).is_some()
            && let Some(entry) = self.occasions.get_mut(who)
        {
            entry.section = section;
        }
    }
}
