//! Multiword tokens: where English UD takes one written token for several words (*don't*, *gonna*,
//! *John's*). The lexicon is counted on the UD training parts; forms that are more often one word
//! (*its*, *well*) stay whole.

use crate::chars::is_apostrophe;

/// Written without an apostrophe: the token, lower-cased, and where its second part begins.
const PLAIN: [(&str, usize); 36] = [
    ("aint", 2),
    ("arent", 3),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("finna", 3),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("hadnt", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("heres", 4),
    ("im", 1),
    ("isnt", 2),
    ("itll", 2),
    ("ive", 1),
    ("lemme", 3),
    ("outta", 3),
    ("shouldnt", 6),
    ("thats", 4),
    ("theres", 5),
    ("theyll", 4),
    ("theyre", 4),
    ("theyve", 4),
    ("wanna", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("whats", 4),
    ("wont", 2),
    ("wouldnt", 5),
    ("youll", 3),
    ("youre", 3),
];

/// What follows the apostrophe of a clitic.
const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "m", "d"];

/// Byte offset in `token` at which its second word begins, if it is a multiword token.
pub(crate) fn split_at(token: &str) -> Option<usize> {
    if token.len() > 40 || token.len() < 2 {
        return None;
    }
    let mark = token.char_indices().rfind(|&(_, c)| is_apostrophe(c));
    let Some((at, mark)) = mark else {
        let plain = PLAIN.iter().find(|(form, _)| form.eq_ignore_ascii_case(token));
        return plain.map(|&(_, at)| at).filter(|_| token != "IM");
    };
    let stem = token.get(..at).unwrap_or_default();
    let rest = token.get(at + mark.len_utf8()..).unwrap_or_default();
    if rest.eq_ignore_ascii_case("t") && stem.len() > 1 && stem.ends_with(['n', 'N']) {
        return Some(at - 1);
    }
    if !stem.ends_with(char::is_alphanumeric) && !stem.ends_with(['.', ')', '%']) {
        return None;
    }
    if CLITICS.iter().any(|clitic| clitic.eq_ignore_ascii_case(rest)) {
        return Some(at);
    }
    // The mark of a plural's genitive; the tokenizer has kept it at its word.
    (rest.is_empty() && stem.ends_with(['s', 'S', 'x', 'z'])).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::split_at;

    #[test]
    fn parts_are_the_treebanks() {
        let parts = |token: &str| split_at(token).map(|at| token.split_at(at).1.to_owned());
        for (token, second) in [
            ("don't", "n't"),
            ("Don’t", "n’t"),
            ("cannot", "not"),
            ("gonna", "na"),
            ("Anna's", "'s"),
            ("readers'", "'"),
            ("I'm", "'m"),
            ("U.S.'s", "'s"),
        ] {
            assert_eq!(parts(token).as_deref(), Some(second), "{token}");
        }
        for token in ["its", "O'Brien", "rock'n'roll", "'s", "'", "t", "", "'t", "ma'am"] {
            assert_eq!(parts(token), None, "{token}");
        }
    }
}
