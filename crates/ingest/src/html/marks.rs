//! What a page says of an element by its class, id, role and name: that it is navigation, a share
//! bar, a comment, a caption. Words of these attributes are read as words ("story-body__text" is
//! story, body, text); the list says what each means. Marks are hints: the text inside decides.

use super::tag::Tag;
use super::tokens::Attributes;

/// Reason for share bars.
pub(crate) const SHARING: &str = "share and follow buttons";

/// Hints as bits.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Marks(pub(crate) u32);

impl Marks {
    /// Navigation, menus, page numbers.
    pub(crate) const NAVIGATION: Self = Self(1);
    /// Foot of the page, copyright lines.
    pub(crate) const FOOTER: Self = Self(1 << 1);
    /// A side column.
    pub(crate) const SIDE: Self = Self(1 << 2);
    /// Share and follow buttons.
    pub(crate) const SHARE: Self = Self(1 << 3);
    /// Links to other pieces.
    pub(crate) const RELATED: Self = Self(1 << 4);
    /// Readers' comments.
    pub(crate) const COMMENTS: Self = Self(1 << 5);
    /// Advertisements.
    pub(crate) const ADVERT: Self = Self(1 << 6);
    /// Newsletter, subscription and login boxes.
    pub(crate) const SIGNUP: Self = Self(1 << 7);
    /// Cookie notices, pop-ups.
    pub(crate) const NOTICE: Self = Self(1 << 8);
    /// Author, date, tags, categories.
    pub(crate) const ABOUT: Self = Self(1 << 9);
    /// Captions, picture credits, galleries.
    pub(crate) const CAPTION: Self = Self(1 << 10);
    /// Pull quotations.
    pub(crate) const PULL: Self = Self(1 << 11);
    /// Embedded posts and players.
    pub(crate) const EMBED: Self = Self(1 << 12);
    /// Not shown.
    pub(crate) const HIDDEN: Self = Self(1 << 13);
    /// A form or its controls.
    pub(crate) const FORM: Self = Self(1 << 14);
    /// The body of an article, by its own word.
    pub(crate) const BODY: Self = Self(1 << 15);
    /// The author's lines or box.
    pub(crate) const AUTHOR: Self = Self(1 << 16);
    /// A date.
    pub(crate) const DATE: Self = Self(1 << 17);
    /// A standfirst or deck.
    pub(crate) const STANDFIRST: Self = Self(1 << 18);
    /// Inside a link.
    pub(crate) const LINK: Self = Self(1 << 19);
    /// An article element or one named so.
    pub(crate) const ARTICLE: Self = Self(1 << 20);
    /// A headline by its own word.
    pub(crate) const HEADLINE: Self = Self(1 << 21);
    /// Inside a preformatted block.
    pub(crate) const PRE: Self = Self(1 << 22);

    /// Marks of what is kept out of the body.
    pub(crate) const FURNITURE: Self = Self(
        Self::NAVIGATION.0
            | Self::FOOTER.0
            | Self::SIDE.0
            | Self::SHARE.0
            | Self::RELATED.0
            | Self::COMMENTS.0
            | Self::ADVERT.0
            | Self::SIGNUP.0
            | Self::NOTICE.0
            | Self::HIDDEN.0
            | Self::FORM.0,
    );

    /// Marks that are hints only, not believed where they cover too much of the prose.
    pub(crate) const HINTS: Self = Self(
        Self::FURNITURE.0
            | Self::ABOUT.0
            | Self::CAPTION.0
            | Self::PULL.0
            | Self::EMBED.0
            | Self::AUTHOR.0
            | Self::DATE.0
            | Self::STANDFIRST.0
            | Self::HEADLINE.0,
    );

    /// Any bit in common.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[must_use]
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Less those of another.
    #[must_use]
    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Why furniture is kept out, in plain words.
    pub(crate) fn reason(self) -> Option<&'static str> {
        const REASONS: &[(Marks, &str)] = &[
            (Marks::HIDDEN, "not shown to readers"),
            (Marks::NOTICE, "a notice or pop-up"),
            (Marks::COMMENTS, "readers' comments"),
            (Marks::NAVIGATION, "navigation"),
            (Marks::RELATED, "links to other pieces"),
            (Marks::SHARE, SHARING),
            (Marks::ADVERT, "an advertisement"),
            (Marks::SIGNUP, "a subscription or login box"),
            (Marks::SIDE, "a side column"),
            (Marks::FOOTER, "the foot of the page"),
            (Marks::FORM, "a form"),
        ];
        REASONS.iter().find(|(mark, _)| self.has(*mark)).map(|(_, reason)| *reason)
    }
}

/// Words of class and id names and what they mean, sorted.
const WORDS: &[(&str, Marks)] = &include!("../../data/marks.in");

/// Marks of an element by its name and attributes; not yet what it inherits.
pub(crate) fn of(page: &str, tag: Tag, attributes: std::ops::Range<usize>) -> Marks {
    let mut marks = of_tag(tag);
    for (name, value) in Attributes::new(page, attributes) {
        let value = page.get(value).unwrap_or_default();
        match name {
            "class"
            | "id"
            | "data-component"
            | "data-component-type"
            | "data-module"
            | "data-type"
            | "data-testid"
            | "data-block-type" => {
                marks = marks.with(of_names(value));
            }
            "role" => marks = marks.with(of_role(value)),
            "itemprop" => marks = marks.with(of_itemprop(value)),
            "hidden" => marks = marks.with(Marks::HIDDEN),
            "aria-hidden" if value == "true" => marks = marks.with(Marks::HIDDEN),
            "style" if is_invisible(value) => marks = marks.with(Marks::HIDDEN),
            "rel" if value == "author" => marks = marks.with(Marks::AUTHOR),
            "href" if tag == Tag::A => marks = marks.with(Marks::LINK),
            _ => {}
        }
    }
    marks
}

fn of_tag(tag: Tag) -> Marks {
    match tag {
        Tag::Nav | Tag::Menu | Tag::Dir => Marks::NAVIGATION,
        Tag::Footer => Marks::FOOTER,
        Tag::Aside => Marks::SIDE,
        Tag::Form | Tag::Fieldset | Tag::Button | Tag::Label => Marks::FORM,
        Tag::Dialog => Marks::NOTICE,
        Tag::Figcaption => Marks::CAPTION,
        Tag::Article => Marks::ARTICLE,
        Tag::Time => Marks::DATE,
        Tag::Pre | Tag::Xmp | Tag::Listing => Marks::PRE,
        _ => Marks::default(),
    }
}

fn of_role(role: &str) -> Marks {
    match role {
        "navigation" | "menu" | "menubar" | "tablist" | "search" => Marks::NAVIGATION,
        "complementary" => Marks::SIDE,
        "contentinfo" => Marks::FOOTER,
        "dialog" | "alertdialog" | "alert" => Marks::NOTICE,
        "form" => Marks::FORM,
        _ => Marks::default(),
    }
}

fn of_itemprop(name: &str) -> Marks {
    match name {
        "articleBody" | "reviewBody" => Marks::BODY,
        "author" | "creator" => Marks::AUTHOR,
        "datePublished" | "dateModified" | "dateCreated" => Marks::DATE,
        "headline" => Marks::HEADLINE,
        "caption" | "copyrightHolder" => Marks::CAPTION,
        _ => Marks::default(),
    }
}

fn is_invisible(style: &str) -> bool {
    let style: String =
        style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Words of a class or id: runs of letters, with a break before a capital inside ("shareBar").
fn of_names(value: &str) -> Marks {
    let mut marks = Marks::default();
    let mut word = [0_u8; 24];
    for name in value.split_ascii_whitespace().take(24) {
        if matches!(name, "hidden" | "hide" | "sr-only" | "visually-hidden" | "visuallyhidden")
            || name == "screen-reader-text"
        {
            marks = marks.with(Marks::HIDDEN);
        }
        let mut previous: Option<Role> = None;
        let bytes = name.as_bytes();
        let mut length = 0;
        for (i, byte) in bytes.iter().chain(b" ").enumerate() {
            let before = i.checked_sub(1).and_then(|j| bytes.get(j)).copied().unwrap_or_default();
            let breaks = byte.is_ascii_uppercase() && before.is_ascii_lowercase();
            if (breaks || !byte.is_ascii_alphabetic()) && length > 0 {
                let word = word.get(..length.min(24)).unwrap_or_default();
                let word = std::str::from_utf8(word).unwrap_or_default();
                marks = marks.with(lookup(word));
                let role = role(word);
                if role == Some(Role::Text) && previous == Some(Role::Piece) {
                    marks = marks.with(Marks::BODY);
                }
                previous = role.or(previous);
                length = 0;
            }
            if byte.is_ascii_alphabetic() {
                if let Some(slot) = word.get_mut(length) {
                    *slot = byte.to_ascii_lowercase();
                }
                length += 1;
            }
        }
    }
    marks
}

/// Parts of a compound such as "article-body".
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The piece: article, story, post, entry.
    Piece,
    /// Its text: body, content, text.
    Text,
}

fn role(word: &str) -> Option<Role> {
    match word {
        "article" | "story" | "post" | "entry" | "news" | "blog" | "page" | "main" => {
            Some(Role::Piece)
        }
        "body" | "content" | "text" | "copy" | "bodytext" => Some(Role::Text),
        _ => None,
    }
}

fn lookup(word: &str) -> Marks {
    // Words run together: "newscaption", "articlebyline".
    const ENDS: &[&str] = &[
        "caption",
        "newsletter",
        "sidebar",
        "footer",
        "byline",
        "related",
        "breadcrumb",
        "pullquote",
        "comments",
        "advert",
        "standfirst",
    ];
    let word = ENDS.iter().find(|end| word.ends_with(**end)).copied().unwrap_or(word);
    WORDS
        .binary_search_by(|(known, _)| (*known).cmp(word))
        .ok()
        .and_then(|i| WORDS.get(i))
        .map_or_else(Marks::default, |(_, marks)| *marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_word_by_word() {
        assert!(of_names("storyShareBar_top").has(Marks::SHARE));
        assert!(of_names("c-article__body story").has(Marks::BODY));
        assert!(of_names("related-posts").has(Marks::RELATED));
        assert_eq!(of_names("shareholder navy adventure"), Marks::default());
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
