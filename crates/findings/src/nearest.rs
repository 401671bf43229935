//! What a mistyped code most likely means.

use crate::codes::{Entry, REGISTRY};

/// Keys struck wrongly at most, of a code.
const MOST_EDITS: usize = 2;

/// What to type instead of what is no code: the nearest one, and where all of them are listed.
pub fn hint_for(typed: &str) -> String {
    let list = "`sayso rules` lists them";
    nearest(typed).map_or(list.to_owned(), |near| {
        format!("did you mean {} ({})? {list}", near.code, near.name)
    })
}

/// The finding whose code or name is typed with the fewest other keys; `None` where none is near.
fn nearest(typed: &str) -> Option<&'static Entry> {
    let typed = typed.to_ascii_lowercase();
    let near = |entry: &'static Entry| {
        let code = edits(&typed, &entry.code.to_string().to_ascii_lowercase());
        let name = edits(&typed, entry.name);
        let is_near = code <= MOST_EDITS || name <= entry.name.len() / 3;
        // Of equally near codes one of the same family.
        let family = entry.code.to_string().to_ascii_lowercase().chars().next();
        is_near.then_some(((code.min(name), typed.chars().next() != family), entry))
    };
    REGISTRY.iter().filter_map(near).min_by_key(|(key, _)| *key).map(|(_, entry)| entry)
}

/// Characters put in, taken out or exchanged (Levenshtein 1966).
fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.chars().enumerate() {
            let exchanged = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = exchanged.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (a, b, n) in [("", "", 0), ("s208", "s208", 0), ("s28", "s208", 1), ("abc", "", 3)] {
            assert_eq!(edits(a, b), n);
            assert_eq!(edits(b, a), n);
        }
    }

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
}
