//! Texts of an index in a sample: blocks behind the text that begin with `+++` and what the other text
//! is to it, then `key: value` lines.

use sayso::core::{Document, Span};
use sayso::findings::{Kin, OtherText, QuotationChange, SharedQuotation, SwappedName};

/// Reads one block without its `+++`.
pub(crate) fn parse(block: &str, document: &Document) -> Result<OtherText, String> {
    let mut lines = block.lines();
    let kin = match lines.next().unwrap_or_default() {
        "identical" => Kin::Identical,
        "rewrite" => Kin::Rewrite,
        "formula" => Kin::Formula,
        "near-copy" => Kin::NearCopy,
        "partial" => Kin::Partial,
        "quotation" => Kin::Quotation,
        other => return Err(format!("no relation: {other}")),
    };
    let mut text = OtherText {
        id: String::new(),
        outlet: None,
        date: None,
        kin,
        words: (0, 0),
        passages: Vec::new(),
        swaps: Vec::new(),
        quotations: Vec::new(),
    };
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let (key, value) = line.split_once(": ").ok_or_else(|| format!("no field: {line}"))?;
        let pair = || value.split_once(" = ").ok_or_else(|| format!("no pair: {line}"));
        match key {
            "id" => value.clone_into(&mut text.id),
            "outlet" => text.outlet = Some(value.to_owned()),
            "date" => text.date = Some(value.parse().map_err(|_| format!("no date: {line}"))?),
            "words" => {
                let (part, of) =
                    value.split_once('/').ok_or_else(|| format!("no share: {line}"))?;
                let number = |n: &str| n.parse().map_err(|_| format!("no number: {line}"));
                text.words = (number(part)?, number(of)?);
            }
            "passage" => text.passages.push((first(document, value)?, Span::default())),
            "swap" => {
                let (here, there) = pair()?;
                text.swaps.push(SwappedName {
                    here: here.to_owned(),
                    there: there.to_owned(),
                    places: vec![first(document, here)?],
                    main: text.swaps.is_empty(),
                });
            }
            "same" | "cut" | "altered" => {
                let (here, there) = pair()?;
                text.quotations.push(SharedQuotation {
                    here: first(document, here)?,
                    there: there.to_owned(),
                    change: match key {
                        "same" => QuotationChange::Same,
                        "cut" => QuotationChange::Cut,
                        _ => QuotationChange::Altered,
                    },
                    speakers: None,
                });
            }
            "speakers" => {
                let (here, there) = pair()?;
                let last = text.quotations.last_mut().ok_or("speakers of no quotation")?;
                last.speakers = Some((here.to_owned(), there.to_owned()));
            }
            _ => return Err(format!("no such field: {line}")),
        }
    }
    Ok(text)
}

fn first(document: &Document, words: &str) -> Result<Span, String> {
    let start = document.text.find(words).ok_or_else(|| format!("not in the text: {words}"))?;
    Ok(Span::of(start..start + words.len()))
}
