//! What a mistyped code most likely means.

use strsim::levenshtein;

use crate::codes::{Entry, REGISTRY, Status};

/// Keys struck wrongly at most, of a code.
const MOST_EDITS: usize = 2;

/// What to type instead of what is no code: the nearest one, and where all of them are listed.
pub fn hint_for(typed: &str) -> String {
    let list = "`sayso rules` lists them";
    nearest(typed).map_or(list.to_owned(), |near| {
        format!("did you mean {} ({})? {list}", near.code, near.name)
    })
}

/// The finding in use whose code or name is typed with the fewest other keys; `None` where none is near.
fn nearest(typed: &str) -> Option<&'static Entry> {
    let typed = typed.to_ascii_lowercase();
    let near = |entry: &'static Entry| {
        let code = levenshtein(&typed, &entry.code.to_string().to_ascii_lowercase());
        let name = levenshtein(&typed, entry.name);
        let is_near = code <= MOST_EDITS || name <= entry.name.len() / 3;
        // Of equally near codes one of the same family.
        let family = entry.code.to_string().to_ascii_lowercase().chars().next();
        is_near.then_some(((code.min(name), typed.chars().next() != family), entry))
    };
    let in_use = REGISTRY.iter().filter(|entry| entry.status != Status::Retired);
    in_use.filter_map(near).min_by_key(|(key, _)| *key).map(|(_, entry)| entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_of_the_same_family() {
        let of = |typed| nearest(typed).map(|entry| entry.code.to_string());
        assert_eq!(of("s208").as_deref(), Some("S208"));
        assert_eq!(of("S2080").as_deref(), Some("S208"));
        assert_eq!(of("S999").as_deref(), Some("S209"));
        assert_eq!(of("ocasion-unlocated").as_deref(), Some("S208"));
        assert_eq!(of("nothing like it"), None);
        assert_eq!(of(&"x".repeat(10_000)), None);
    }

    #[test]
    fn what_is_retired_is_not_offered() {
        let of = |typed| nearest(typed).map(|entry| entry.code.to_string());
        assert_ne!(of("A110").as_deref(), Some("A110"));
        assert_eq!(of("headline-unsupported"), None);
    }
}
