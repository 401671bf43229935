//! The second gate: lists, tables and verse by the form of their lines, told fiction by a linear rule
//! over counts of words. Such a text is passed on with a note and not judged. Declining news is the
//! worse error, so both rules ask for much: what is in doubt is read as news.

use std::collections::BTreeMap;

use sayso_core::{Document, Note, NoteKind};

use crate::residue;

/// Lines from which the form of the lines is looked at.
const LEAST_LINES: usize = 8;

/// Words from which fiction is told.
const LEAST_WORDS: usize = 150;

/// Score from which a text is fiction: the least half point that declines no news text of the training
/// parts (see the lab log).
const FICTION: f64 = 3.5;

/// Notes a text that is no news prose; one that is noted already is left alone. `prose` is that of the
/// document.
pub(crate) fn judge(document: &mut Document, prose: &str) {
    if document.is_out_of_scope() {
        return;
    }
    if let Some(why) = short_lines(prose).or_else(|| fiction(document, prose)) {
        let kind = NoteKind::OutOfScope;
        document.notes.push(Note { kind, span: None, detail: why });
    }
}

/// Most lines are short, open like items or verses and end without a full stop. Lines of hard-wrapped
/// prose are longer, or open in mid-sentence.
fn short_lines(prose: &str) -> Option<String> {
    let lines: Vec<&str> = prose.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() < LEAST_LINES {
        return None;
    }
    let count = |is: &dyn Fn(&str) -> bool| lines.iter().filter(|line| is(line)).count();
    let words = |line: &str| line.split_whitespace().count();
    let short = count(&|line| {
        words(line) <= 10 && !residue::ends_a_sentence(line.trim_end_matches([',', ';']))
    });
    let long = count(&|line| words(line) >= 12);
    let opens = count(&|line| !line.starts_with(|c: char| c.is_lowercase()));
    let all = lines.len();
    (short * 5 >= all * 3 && long * 20 <= all * 3 && opens * 10 >= all * 7).then(|| {
        format!(
            "{short} of {all} lines are short and end without a full stop, as in lists and verse."
        )
    })
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Count {
    You,
    He,
    Name,
    Number,
    Report,
    Exclamation,
    Semicolon,
    Past,
    Present,
    Gesture,
    Affairs,
}

/// One count in the rule: its name for readers, its weight per one in a hundred words, the most that is
/// counted, and how many news texts have.
struct Weight(Count, &'static str, f64, f64, f64);

/// Weights of a logistic regression on half of the news and novels that are there for training, rounded.
const WEIGHTS: &[Weight] = &[
    Weight(Count::You, "you and your", 0.3, 8.0, 0.3),
    Weight(Count::He, "he and she", 0.15, 8.0, 2.0),
    Weight(Count::Name, "names", -0.5, 8.0, 7.5),
    Weight(Count::Number, "numbers", -1.2, 8.0, 1.4),
    Weight(Count::Report, "words of reporting", -0.5, 8.0, 1.3),
    Weight(Count::Exclamation, "question and exclamation marks", 1.5, 2.0, 0.2),
    Weight(Count::Semicolon, "semicolons", 4.0, 1.0, 0.1),
    Weight(Count::Past, "was and had", 0.2, 8.0, 1.7),
    Weight(Count::Present, "is and has", -0.5, 8.0, 2.7),
    Weight(Count::Gesture, "words of looks and gestures", 1.2, 8.0, 0.5),
    Weight(Count::Affairs, "words of public affairs", -1.5, 8.0, 2.7),
];

/// Constant of the regression.
const BIAS: f64 = 1.5;

/// Told in the past, much of what stories are made of, little of what news is made of, and nothing that
/// newspapers put above a text.
fn fiction(document: &Document, prose: &str) -> Option<String> {
    let meta = &document.meta;
    let is_dated = meta.date.fact.found().is_some()
        || meta.outlet.fact.found().is_some()
        || meta.agency.fact.found().is_some()
        || meta.place.fact.found().is_some();
    if is_dated {
        return None;
    }
    let words = prose.split(is_mark).filter(|word| !word.is_empty()).count();
    if words < LEAST_WORDS {
        return None;
    }
    let counts = count(prose);
    let share = |count: Count| {
        let n = counts.get(&count).copied().unwrap_or_default();
        f64::from(n) * 100.0 / f64::from(u32::try_from(words).unwrap_or(u32::MAX))
    };
    let score: f64 = WEIGHTS
        .iter()
        .map(|Weight(count, _, weight, most, _)| weight * share(*count).min(*most))
        .sum();
    if score + BIAS < FICTION || share(Count::Past) <= share(Count::Present) {
        return None;
    }
    let mut strongest: Vec<(f64, &str, f64)> = WEIGHTS
        .iter()
        .map(|Weight(count, name, weight, most, usual)| {
            (weight * (share(*count).min(*most) - usual), *name, share(*count))
        })
        .collect();
    strongest.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let told: Vec<String> =
        strongest.iter().take(3).map(|(_, name, share)| format!("{share:.1} {name}")).collect();
    Some(format!("In a hundred words {}, as in fiction.", told.join(", ")))
}

/// Ends a word or number.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && c != '\'' && c != '’'
}

/// Counts of a text.
fn count(prose: &str) -> BTreeMap<Count, u32> {
    #[rustfmt::skip]
    const LISTS: &[(Count, &[&str])] = &[
        (Count::You, &["you", "your", "yours", "thou", "thee", "thy"]),
        (Count::He, &["he", "him", "his", "she", "her", "hers", "himself", "herself"]),
        (Count::Report, &[
            "said", "says", "told", "according", "reported", "spokesman", "spokeswoman",
            "announced", "statement", "asked", "added", "tweeted", "interview",
        ]),
        (Count::Past, &["was", "had", "were", "did", "could", "would"]),
        (Count::Present, &["is", "has", "are", "will", "have"]),
        (Count::Gesture, &[
            "looked", "look", "turned", "stood", "sat", "eyes", "hand", "hands", "face", "head",
            "door", "room", "voice", "smiled", "whispered", "murmured", "thought", "seemed", "felt",
            "knew", "came", "went", "upon", "window", "night", "dark", "chair", "stairs", "lips",
            "arms", "shoulder", "breath", "silence", "moment", "suddenly", "softly", "slowly",
            "laughed", "sighed", "nodded", "heart", "shadow", "gaze", "walked", "replied", "cried",
            "exclaimed", "floor", "bed",
        ]),
        (Count::Affairs, &[
            "police", "government", "company", "president", "officials", "official", "spokesman",
            "spokeswoman", "according", "report", "reports", "reported", "state", "states",
            "country", "public", "court", "minister", "news", "media", "statement", "national",
            "federal", "department", "campaign", "election", "agency", "authorities", "council",
            "board", "percent", "market", "investigation", "website", "online", "video", "photo",
            "interview", "magazine", "star", "celebrity", "fans", "show", "series", "film", "album",
            "social", "twitter", "facebook", "instagram", "source", "sources",
        ]),
    ];
    let lists: BTreeMap<&str, Vec<Count>> =
        LISTS.iter().fold(BTreeMap::new(), |mut lists, (count, words)| {
            for word in *words {
                lists.entry(*word).or_insert_with(Vec::new).push(*count);
            }
            lists
        });
    let mut counts: BTreeMap<Count, u32> = BTreeMap::new();
    let mut add = |count: Count| *counts.entry(count).or_default() += 1;
    // A capital behind a small letter and a blank begins a name.
    let mut runs_on = false;
    for piece in prose.split_inclusive(is_mark) {
        let word = piece.trim_end_matches(is_mark);
        if let Some(first) = word.chars().next() {
            if first.is_ascii_digit() {
                add(Count::Number);
            } else if first.is_uppercase() && runs_on && word.len() > 1 {
                add(Count::Name);
            }
            for count in lists.get(word.to_lowercase().as_str()).into_iter().flatten() {
                add(*count);
            }
        }
        match piece.chars().next_back() {
            Some('!' | '?') => add(Count::Exclamation),
            Some(';') => add(Count::Semicolon),
            _ => {}
        }
        let is_word = word.chars().next_back().is_some_and(char::is_lowercase);
        runs_on = match piece.chars().next_back() {
            Some(' ') => is_word || (word.is_empty() && runs_on),
            Some(',') => is_word,
            _ => false,
        };
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_and_marks_are_counted() {
        let counts = count(
            "The mayor, Ada Brook, said 3,200 people came. Who came? He had no idea; she had.",
        );
        let of = |count| counts.get(&count).copied().unwrap_or_default();
        assert_eq!(of(Count::Name), 2);
        assert_eq!((of(Count::Number), of(Count::He), of(Count::Past)), (2, 2, 2));
        assert_eq!((of(Count::Exclamation), of(Count::Semicolon)), (1, 1));
        assert_eq!((of(Count::Report), of(Count::Gesture)), (1, 2));
    }

    #[test]
    fn lines_of_lists_and_verse_are_short_and_open() {
        let list = "Rope, 40 m\nTwo lamps\nBread and salt\nNails\nA saw\nTar\nOne anchor\nOil";
        assert!(short_lines(list).is_some());
        let verse = "The tide went out at seven,\nThe lamps were lit at eight,\nAnd no one told the ferry\n\
                     That it was growing late.\n\nThe bell rang on the jetty,\nThe dog lay by the gate,\n\
                     And no one told the ferry\nThat it was growing late.";
        assert!(short_lines(verse).is_some());
        let wrapped = "The harbour board said on Monday\nthat it would not raise the ferry,\nwhich sank in a \
                       storm last May.\nNobody in the hall, which was\nfull to the last seat, said a\nword. \
                       The chair will step down\nin June, and the log of the\nship will be read to the\nboard.";
        assert!(short_lines(wrapped).is_none());
    }
}
