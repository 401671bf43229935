//! Time expressions with TIMEX3 values and an honest state. Never the clock: what only a document
//! date could settle says so.

mod grammar;

use sayso_core::{Date, Reading, TimeExpression};

use crate::words::Words;

/// Adds the time expressions of a reading. `date` is the document's own date, if one is known.
pub(crate) fn find(words: &Words<'_>, date: Option<Date>, reading: &mut Reading) {
    let mut times: Vec<TimeExpression> = Vec::new();
    for sentence in &reading.sentences {
        let mut i = sentence.tokens.start as usize;
        let end = sentence.tokens.end as usize;
        while i < end {
            match grammar::at(words, reading, date, i, end) {
                Some((stop, found)) if stop > i => {
                    times.push(found);
                    i = stop;
                }
                _ => i += 1,
            }
        }
    }
    reading.times = times;
}
