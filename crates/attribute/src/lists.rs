//! Word lists of `data/*.toml`. The one line shape, `name = ["word", "word"]`, is read without a
//! TOML library.

/// The words of one list of a file.
pub(crate) fn list(file: &'static str, name: &str) -> Vec<&'static str> {
    for line in file.lines() {
        if let Some((key, words)) = line.split_once(" = [")
            && key == name
        {
            let mut words: Vec<&str> = words
                .trim_end_matches(']')
                .split(", ")
                .map(|word| word.trim_matches('"'))
                .collect();
            words.sort_unstable();
            return words;
        }
    }
    Vec::new()
}

/// The word is in a list that [`list`] gave.
pub(crate) fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}
