//! Words that may date an act or name an occasion, widely: what the draw is stratified by and the
//! marks that labels of dates refer to. It is on purpose no part of the engine.

use super::items::Range;

const TIMES: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun january february march april june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec today yesterday tonight tomorrow morning afternoon evening night noon midnight week weekend month year years months weeks days hours minutes day hour ago recently earlier later spring summer fall autumn winter mondays tuesdays wednesdays thursdays fridays saturdays sundays";

const OCCASIONS: &str = "interview interviews statement statements conference press speech speeches address rally rallies debate debates testimony hearing hearings filing filings report reports poll polls survey surveys study book memoir post posts posted tweet tweets tweeted twitter facebook instagram blog letter letters email emails e-mail memo op-ed editorial column broadcast show program radio podcast briefing event events ad ads told remarks appearance meeting call article convention commencement townhall forum video panel lunch dinner fundraiser";

const REPORTS: &str = "said says say tell tells told insider source sources according reveal reveals revealed claim claims claimed explained explains added adds admitted insisted dished quoted reported reports";

fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// Words as runs of letters and digits.
fn words(text: &[char], (start, end): Range) -> Vec<(Range, String)> {
    let end = end.min(text.len());
    let mut words = Vec::new();
    let mut at = start;
    while at < end {
        let length = text[at..end].iter().take_while(|c| c.is_alphanumeric()).count();
        if length > 0 {
            let word: String = text[at..at + length].iter().collect();
            words.push(((at, at + length), word.to_lowercase()));
        }
        at += length.max(1);
    }
    words
}

/// The times of a window; words of one expression ("Oct. 29, 2016") are one.
pub(super) fn find(text: &[char], window: Range) -> Vec<Range> {
    let mut found: Vec<Range> = Vec::new();
    for (range, word) in words(text, window) {
        let number = word.chars().all(|c| c.is_ascii_digit());
        let year = number && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let touches = found.last().is_some_and(|last| {
            range.0 - last.1 <= 2
                && text[last.1..range.0].iter().all(|c| c.is_whitespace() || matches!(c, ',' | '.'))
        });
        let day = number && word.len() <= 2 && touches;
        if !(listed(TIMES, &word) || year || day) {
            continue;
        }
        match found.last_mut() {
            Some(last) if touches => last.1 = range.1,
            _ => found.push(range),
        }
    }
    found
}

/// Places of words that may tell of an occasion or a time.
pub(super) fn hints(text: &[char], window: Range) -> Vec<usize> {
    let occasions = words(text, window).into_iter().filter(|(_, word)| listed(OCCASIONS, word));
    let times = find(text, window).into_iter();
    occasions.map(|(range, _)| range.0).chain(times.map(|range| range.0)).collect()
}

/// Somebody may be reported: a word of reporting or a quotation mark.
pub(super) fn reports(text: &[char], window: Range) -> bool {
    let marks = text.get(window.0..window.1).unwrap_or_default();
    marks.iter().any(|c| matches!(c, '"' | '“' | '”'))
        || words(text, window).iter().any(|(_, word)| listed(REPORTS, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_date_are_one_mark() {
        let text: Vec<char> =
            "On Saturday, Oct. 29, 2016, and last week he spoke.".chars().collect();
        let found: Vec<String> = find(&text, (0, text.len()))
            .into_iter()
            .map(|(a, b)| text[a..b].iter().collect())
            .collect();
        assert_eq!(found, ["Saturday, Oct. 29, 2016", "week"]);
    }

    #[test]
    fn a_reporting_word_or_a_mark_reports() {
        for (text, expected) in [("She told him.", true), ("“No.”", true), ("It rained.", false)]
        {
            let text: Vec<char> = text.chars().collect();
            assert_eq!(reports(&text, (0, text.len())), expected);
        }
    }
}
