//! What is known of a sought thing. Absence has its own words: *not found*, *not looked*,
//! *not applicable* and *doubtful* are different answers, so a bare `Option` never stands for them.

use serde::{Deserialize, Serialize};

use crate::Span;

/// Where a value was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// In the text that is read; the span says where.
    Text,
    /// In a field beside the text, named as in `json:date`, `meta:article:published_time`,
    /// `json-ld:datePublished`, `time@datetime`, `address`.
    Field(String),
    /// Taken over from an earlier place of the same text.
    Carried,
    /// Handed in by the caller, as with `--date`.
    Option,
}

/// A sought thing: the value with its place, or the honest reason why there is none.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Fact<T> {
    /// Found.
    Found {
        /// The value.
        value: T,
        /// Where in the text, if it stands there.
        span: Option<Span>,
        /// Found where.
        from: Origin,
    },
    /// Something was found that may not be what was sought.
    Doubtful {
        /// The value, if it is what was sought.
        value: T,
        /// Where in the text, if it stands there.
        span: Option<Span>,
        /// Why it is in doubt.
        why: String,
    },
    /// Looked for and not found.
    NotFound,
    /// Not looked for.
    #[default]
    NotLooked,
    /// The question does not arise.
    NotApplicable,
}

impl<T> Fact<T> {
    /// Found in the text at `span`.
    pub fn in_text(value: T, span: Span) -> Self {
        Self::Found { value, span: Some(span), from: Origin::Text }
    }

    /// The value if found without doubt.
    pub fn found(&self) -> Option<&T> {
        match self {
            Self::Found { value, .. } => Some(value),
            Self::Doubtful { .. } | Self::NotFound | Self::NotLooked | Self::NotApplicable => None,
        }
    }

    /// The value if found, be it with doubt.
    pub fn found_or_doubtful(&self) -> Option<&T> {
        match self {
            Self::Found { value, .. } | Self::Doubtful { value, .. } => Some(value),
            Self::NotFound | Self::NotLooked | Self::NotApplicable => None,
        }
    }

    /// The place in the text, if there is one.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Found { span, .. } | Self::Doubtful { span, .. } => *span,
            Self::NotFound | Self::NotLooked | Self::NotApplicable => None,
        }
    }

    /// Looked for and not found.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::NotFound)
    }

    /// The same fact with its value mapped.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Fact<U> {
        match self {
            Self::Found { value, span, from } => Fact::Found { value: f(value), span, from },
            Self::Doubtful { value, span, why } => Fact::Doubtful { value: f(value), span, why },
            Self::NotFound => Fact::NotFound,
            Self::NotLooked => Fact::NotLooked,
            Self::NotApplicable => Fact::NotApplicable,
        }
    }
}
