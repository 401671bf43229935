//! Pictures beside tables: plain SVG without scripts, fonts or colours that carry meaning alone.

use std::fmt::Write as _;

/// Height of a row and width of the parts, in pixels.
const ROW: f64 = 20.0;
const LABELS: f64 = 290.0;
const PLOT: f64 = 420.0;
const NOTES: f64 = 70.0;

/// A share with its interval, and a mark to compare it with.
pub(crate) struct Bar {
    /// What stands left of it.
    pub label: String,
    /// From 0 to 1.
    pub value: f64,
    /// From 0 to 1.
    pub interval: (f64, f64),
    /// From 0 to 1: a floor, or the middle.
    pub mark: f64,
    /// What stands right of it.
    pub note: String,
}

/// Rows with a dot, its interval as a line, and a tick for the mark; hollow where the dot lies below it.
pub(crate) fn bars(title: &str, bars: &[Bar]) -> anyhow::Result<String> {
    let height = 62.0 + ROW * super::findings::float(bars.len());
    let width = LABELS + PLOT + NOTES;
    let x = |share: f64| LABELS + share * PLOT;
    let mut out = String::new();
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>{0}</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"8\" y=\"20\" font-size=\"14\">{0}</text>",
        escaped(title)
    )?;
    for tick in 0..=5 {
        let share = f64::from(tick) / 5.0;
        let at = x(share);
        writeln!(
            out,
            "<path d=\"M{at} 44V{}\" stroke=\"#ddd\"/><text x=\"{at}\" y=\"38\" text-anchor=\"middle\" fill=\"#555\">{share:.1}</text>",
            height - 8.0
        )?;
    }
    for (i, bar) in bars.iter().enumerate() {
        let y = 58.0 + ROW * super::findings::float(i);
        let (low, high) = bar.interval;
        let fill = if bar.value < bar.mark { "#fff" } else { "#222" };
        writeln!(
            out,
            "<text x=\"8\" y=\"{}\">{}</text><path d=\"M{:.1} {y}H{:.1}\" stroke=\"#222\"/>\
             <path d=\"M{:.1} {}v14\" stroke=\"#777\" stroke-dasharray=\"2 2\"/>",
            y + 4.0,
            escaped(&bar.label),
            x(low),
            x(high),
            x(bar.mark),
            y - 7.0
        )?;
        writeln!(
            out,
            "<circle cx=\"{:.1}\" cy=\"{y}\" r=\"4\" fill=\"{fill}\" stroke=\"#222\"/>\
             <text x=\"{}\" y=\"{}\" fill=\"#555\">{}</text>",
            x(bar.value),
            LABELS + PLOT + 12.0,
            y + 4.0,
            escaped(&bar.note)
        )?;
    }
    writeln!(out, "</svg>")?;
    Ok(out)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_below_their_mark_are_hollow() {
        let bar = |value| Bar {
            label: "a < b".into(),
            value,
            interval: (value - 0.1, value + 0.1),
            mark: 0.8,
            note: "n 9".into(),
        };
        let svg = bars("A & B", &[bar(0.9), bar(0.5)]).unwrap();
        assert!(svg.contains("<title>A &amp; B</title>") && svg.contains("a &lt; b"), "{svg}");
        assert_eq!(svg.matches("fill=\"#222\" stroke=\"#222\"").count(), 1);
        // 0.9 of a plot of 420 that begins at 290.
        assert!(svg.contains("cx=\"668.0\""), "{svg}");
    }
}
