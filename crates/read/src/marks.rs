//! Which characters are quotation marks, and which marks belong together.
//!
//! Each mark is labelled open, close, apostrophe, measure or stray by a small Viterbi per section
//! over the styles now open; the costs look at the neighbouring characters, the style and the
//! balance. One stray mark costs one pair, never the document. A section that ends inside a
//! quotation and is followed by one that begins with an opening mark of that style is one chain.
//! Own method, see `docs/methods/marks.md`.

use sayso_core::{ClosedBy, Document, Note, NoteKind, Section, Span};

use crate::chars::{Class, class, is_apostrophe, is_mark};

/// Paragraphs that one quotation may run through.
const CHAIN_LIMIT: u32 = 40;
/// Styles that may be open at once.
const DEPTH_LIMIT: usize = 3;

/// Style of a mark; a pair has one style.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    Double = 1,
    Single = 2,
    Guillemet = 3,
}

/// What a mark is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Label {
    Open,
    Close,
    Apostrophe,
    Measure,
    Stray,
}

/// A mark with its label.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    /// Its bytes.
    pub(crate) span: Span,
    /// What it is for.
    pub(crate) label: Label,
}

/// A pair of marks by its bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Pair {
    /// Both marks included.
    pub(crate) outer: Span,
    /// Between the marks.
    pub(crate) inner: Span,
    /// How it ended.
    pub(crate) closed_by: ClosedBy,
    /// 0 for an outermost pair.
    pub(crate) depth: u8,
    /// Index of the pair it goes on with.
    pub(crate) continues: Option<u32>,
}

/// All marks of a document.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// By place.
    pub(crate) list: Vec<Mark>,
    /// By the place of the opening mark.
    pub(crate) pairs: Vec<Pair>,
    found: Vec<Found>,
    back: Vec<[Step; STATES]>,
}

impl Marks {
    /// The label of the mark that begins at a byte.
    pub(crate) fn at(&self, byte: u32) -> Option<Label> {
        let i = self.list.binary_search_by_key(&byte, |mark| mark.span.start).ok()?;
        Some(self.list[i].label)
    }
}

/// A candidate with what its neighbours say.
#[derive(Clone, Copy, Debug)]
struct Found {
    span: Span,
    char: char,
    style: Style,
    before: char,
    after: char,
    /// An elision such as *'em* or *'90s* begins here.
    elision: bool,
    /// The letter before is an s.
    after_s: bool,
    /// Only white space stands before it in its section.
    first: bool,
}

/// Up to three styles, two bits each, the innermost lowest; no style twice.
type Stack = u8;
/// Stacks in a fixed order: all orders of at most three styles without repetition.
const STATES: usize = 16;
const STACKS: [Stack; STATES] = [0, 1, 2, 3, 6, 7, 9, 11, 13, 14, 27, 30, 39, 45, 54, 57];

const NEVER: u32 = u32::MAX / 4;

#[derive(Clone, Copy, Debug)]
struct Step {
    from: u8,
    label: Label,
    cost: u32,
}

const NO_STEP: Step = Step { from: 0, label: Label::Stray, cost: NEVER };

fn state_of(stack: Stack) -> Option<usize> {
    STACKS.iter().position(|&s| s == stack)
}

fn depth(stack: Stack) -> usize {
    (0..DEPTH_LIMIT).take_while(|i| stack >> (2 * i) != 0).count()
}

fn has(stack: Stack, style: Style) -> bool {
    (0..DEPTH_LIMIT).any(|i| (stack >> (2 * i)) & 3 == style as u8)
}

/// Finds and pairs the marks of every section; gives a note for each without a partner.
pub(crate) fn find(document: &Document, marks: &mut Marks) -> Vec<Note> {
    let mut notes = Vec::new();
    marks.list.clear();
    marks.pairs.clear();
    let mut open: Vec<(Span, Style, u32)> = Vec::new();
    let mut carried: Option<(Style, u32, u32)> = None;
    for (i, section) in document.sections.iter().enumerate() {
        collect(document, section, &mut marks.found);
        let next = document.sections.get(i + 1).and_then(|s| opening(document, s));
        label(&marks.found, carried.map(|c| c.0), next, &mut marks.back);
        open.clear();
        let first_mark = marks.list.len();
        decide(marks);
        let text_end = section.span.end;
        for at in first_mark..marks.list.len() {
            let mark = marks.list[at];
            let style = marks.found[at - first_mark].style;
            match mark.label {
                Label::Open => {
                    // An opening mark of a style that is open means that its partner is missing.
                    if let Some(k) = open.iter().position(|o| o.1 == style) {
                        for (start, _, pair) in open.drain(k..) {
                            marks.pairs[pair as usize].closed_by = ClosedBy::Paragraph;
                            let end = trim_end(document, start.end, mark.span.start);
                            close_at(&mut marks.pairs, pair, Span::new(end, end));
                            notes.push(unpaired(start));
                        }
                    }
                    let continues = match carried {
                        Some((s, from, _)) if at == first_mark && s == style => Some(from),
                        _ => None,
                    };
                    let pair = u32::try_from(marks.pairs.len()).unwrap_or(u32::MAX);
                    marks.pairs.push(Pair {
                        outer: mark.span,
                        inner: Span::new(mark.span.end, mark.span.end),
                        closed_by: ClosedBy::Mark,
                        depth: u8::try_from(open.len()).unwrap_or(u8::MAX),
                        continues,
                    });
                    open.push((mark.span, style, pair));
                }
                Label::Close => {
                    if let Some(k) = open.iter().position(|o| o.1 == style) {
                        for (start, _, pair) in open.drain(k + 1..) {
                            marks.pairs[pair as usize].closed_by = ClosedBy::Paragraph;
                            close_at(
                                &mut marks.pairs,
                                pair,
                                Span::new(mark.span.start, mark.span.start),
                            );
                            notes.push(unpaired(start));
                        }
                        if let Some((_, _, pair)) = open.pop() {
                            close_at(&mut marks.pairs, pair, mark.span);
                        }
                    }
                }
                Label::Stray => notes.push(unpaired(mark.span)),
                Label::Apostrophe | Label::Measure => {}
            }
        }
        let chain = carried.take().map_or(0, |c| c.2);
        for (k, &(start, style, pair)) in open.iter().enumerate() {
            close_at(&mut marks.pairs, pair, Span::new(text_end, text_end));
            let goes_on = k == 0 && next == Some(style) && chain < CHAIN_LIMIT;
            if goes_on {
                carried = Some((style, pair, chain + 1));
            } else {
                notes.push(unpaired(start));
            }
            marks.pairs[pair as usize].closed_by =
                if goes_on { ClosedBy::Continuation } else { ClosedBy::Paragraph };
        }
    }
    debug_assert!(marks.list.is_sorted_by_key(|mark| mark.span.start));
    notes
}

fn unpaired(span: Span) -> Note {
    let detail = format!("a quotation mark at byte {} has no partner", span.start);
    Note { kind: NoteKind::UnpairedMark, span: Some(span), detail }
}

fn close_at(pairs: &mut [Pair], pair: u32, mark: Span) {
    if let Some(pair) = pairs.get_mut(pair as usize) {
        pair.outer.end = mark.end;
        pair.inner.end = mark.start;
    }
}

/// End of the text before `end` without its white space.
fn trim_end(document: &Document, start: u32, end: u32) -> u32 {
    let words = document.slice(Span::new(start, end)).trim_end();
    start + u32::try_from(words.len()).unwrap_or(0)
}

/// The style of the opening mark with which a section begins.
fn opening(document: &Document, section: &Section) -> Option<Style> {
    let text = document.slice(section.span).trim_start();
    let mut chars = text.chars();
    let (first, second) = (chars.next()?, chars.next().unwrap_or(' '));
    if class(second) == Class::Space {
        return None;
    }
    match first {
        '"' | '“' | '„' | '‟' | '＂' => Some(Style::Double),
        '`' | '\'' if second == first => Some(Style::Double),
        '\'' | '‘' | '‚' if !elided(text.get(first.len_utf8()..).unwrap_or_default()) => {
            Some(Style::Single)
        }
        '«' | '‹' => Some(Style::Guillemet),
        _ => None,
    }
}

/// The words after an apostrophe are one of the usual elisions.
fn elided(rest: &str) -> bool {
    const WORDS: [&str; 16] = [
        "em", "til", "till", "tis", "twas", "cause", "bout", "round", "n", "nother", "cuz", "coz",
        "s", "ere", "neath", "gainst",
    ];
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        return digits == 2 && !rest.get(2..).is_some_and(|r| r.starts_with(['.', ',', '%']));
    }
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let word = rest.get(..end).unwrap_or_default();
    word.len() <= 7 && WORDS.iter().any(|w| w.eq_ignore_ascii_case(word))
}

fn collect(document: &Document, section: &Section, found: &mut Vec<Found>) {
    found.clear();
    let text = document.slice(section.span);
    let mut before = ' ';
    let mut blank = true;
    let mut skip = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        if skip {
            skip = false;
            before = char;
            continue;
        }
        if is_mark(char) {
            let mut width = char.len_utf8();
            let doubled = matches!(char, '`' | '\'' | '’' | '‘')
                && chars.peek().is_some_and(|&(_, c)| c == char);
            if doubled {
                width *= 2;
                skip = true;
            }
            let rest = text.get(at + width..).unwrap_or_default();
            let style = match char {
                '"' | '“' | '”' | '„' | '‟' | '＂' => Style::Double,
                '«' | '»' | '‹' | '›' => Style::Guillemet,
                _ if doubled => Style::Double,
                _ => Style::Single,
            };
            let start = section.span.start as usize + at;
            found.push(Found {
                span: Span::of(start..start + width),
                char,
                style,
                before,
                after: rest.chars().next().unwrap_or(' '),
                elision: style == Style::Single && elided(rest),
                after_s: matches!(before, 's' | 'S' | 'z' | 'x'),
                first: blank,
            });
        }
        blank &= char.is_whitespace();
        before = char;
    }
}

/// Costs of the five labels in the order open, close, apostrophe, measure, stray; a tenth of a unit
/// each. Set by hand from the forms of the treebanks' training parts.
fn costs(mark: &Found) -> [u32; 5] {
    let (b, a) = (class(mark.before), class(mark.after));
    let space_before = matches!(b, Class::Space | Class::Open | Class::Dash) || mark.before == '/';
    let space_after = a == Class::Space;
    let word_after =
        matches!(a, Class::Letter | Class::Digit) || matches!(mark.after, '$' | '#' | '@');
    let (mut open, mut close) = match (space_before, space_after) {
        (true, false) => (0, 60),
        (false, true) => (60, 0),
        (true, true) => (12, 12),
        (false, false) => match (b, a) {
            (Class::Mark, _) if word_after || a == Class::Stop => (4, 20),
            (_, Class::Mark) => (10, 8),
            (Class::Stop | Class::Comma, Class::Letter | Class::Digit) => (14, 10),
            (Class::Letter | Class::Digit, Class::Letter | Class::Digit) => (30, 30),
            (_, Class::Letter | Class::Digit) => (15, 25),
            _ => (40, 2),
        },
    };
    match mark.char {
        '“' | '„' | '‟' | '‘' | '‚' | '«' | '‹' | '`' => close += 40,
        '”' | '’' | '»' | '›' | '´' => open += 40,
        _ => {}
    }
    let (mut apostrophe, mut measure) = (NEVER, NEVER);
    if mark.style == Style::Single && is_apostrophe(mark.char) {
        let letter_before = matches!(b, Class::Letter | Class::Digit);
        let letter_after = matches!(a, Class::Letter | Class::Digit);
        apostrophe = match (letter_before, letter_after) {
            (true, true) => 0,
            (true, false) if mark.after_s => 6,
            (true, false) if matches!(mark.before, 'n' | 'N' | 'd' | 'o' | 'h') => 14,
            (true, false) => 20,
            (false, true) if mark.elision => 4,
            (false, true) => 22,
            (false, false) => 40,
        };
        if letter_before && letter_after {
            open += 50;
            close += 50;
        }
        if mark.elision {
            open += 10;
        }
        // A single mark is rarer as a quotation mark than as an apostrophe.
        open += 8;
    }
    if b == Class::Digit && matches!(mark.char, '"' | '\'' | '’' | '”' | '´') {
        measure = match (mark.style, a) {
            (Style::Single, Class::Digit) => 0,
            (_, Class::Digit | Class::Letter) => 12,
            (Style::Double, _) => 14,
            _ => 10,
        };
    }
    [open, close, apostrophe, measure, 45]
}

/// Fills the table of best steps for the marks of one section; the last row holds the ends.
fn label(
    found: &[Found],
    carried: Option<Style>,
    next: Option<Style>,
    back: &mut Vec<[Step; STATES]>,
) {
    back.clear();
    let mut costs_now = [NEVER; STATES];
    costs_now[0] = 0;
    for (i, mark) in found.iter().enumerate() {
        let mut row = [NO_STEP; STATES];
        let mut base = costs(mark);
        if i == 0 && mark.first && carried == Some(mark.style) {
            base[0] = base[0].saturating_sub(30);
        }
        for (state, &cost) in costs_now.iter().enumerate() {
            if cost >= NEVER {
                continue;
            }
            let stack = STACKS[state];
            let mut step = |to: Stack, label: Label, price: u32| {
                let Some(to) = state_of(to) else { return };
                let total = cost.saturating_add(price);
                if total < row[to].cost {
                    row[to] = Step { from: u8::try_from(state).unwrap_or(0), label, cost: total };
                }
            };
            let style = mark.style as u8;
            if has(stack, mark.style) {
                // Open again: what was open had lost its partner.
                if let Some(kept) = dropped(stack, style) {
                    step(kept << 2 | style, Label::Open, base[0] + 40);
                    let lost = depth(stack) - depth(kept) - 1;
                    let lost = 40 * u32::try_from(lost).unwrap_or(0);
                    step(kept, Label::Close, base[1] + lost);
                }
            } else if depth(stack) < 3 {
                // Singles inside doubles are usual; a single outside is a little dearer.
                let odd = u32::from(depth(stack) > 1) * 10;
                step(stack << 2 | style, Label::Open, base[0] + odd);
            }
            step(stack, Label::Apostrophe, base[2]);
            step(stack, Label::Measure, base[3]);
            step(stack, Label::Stray, base[4]);
        }
        for (state, step) in row.iter().enumerate() {
            costs_now[state] = step.cost;
        }
        back.push(row);
    }
    // The end: what is still open pays, less where the next section goes on with it.
    let mut last = [NO_STEP; STATES];
    for (state, &cost) in costs_now.iter().enumerate() {
        let stack = STACKS[state];
        let open = u32::try_from(depth(stack)).unwrap_or(0);
        let mut price = 42 * open;
        if open == 1 && next.is_some_and(|style| has(stack, style)) {
            price = 5;
        }
        if has(stack, Style::Single) {
            price += 10;
        }
        last[state].cost = cost.saturating_add(price);
    }
    back.push(last);
}

/// The stack under the given style, or nothing if the style is not on it.
fn dropped(stack: Stack, style: u8) -> Option<Stack> {
    let mut rest = stack;
    while rest != 0 {
        let top = rest & 3;
        rest >>= 2;
        if top == style {
            return Some(rest);
        }
    }
    None
}

/// Walks back through the table and appends the section's marks.
fn decide(marks: &mut Marks) {
    let n = marks.found.len();
    let Some(last) = marks.back.get(n) else { return };
    let mut state = (0..STATES).min_by_key(|&s| (last[s].cost, s)).unwrap_or(0);
    let first = marks.list.len();
    for i in (0..n).rev() {
        let step = marks.back[i][state];
        marks.list.push(Mark { span: marks.found[i].span, label: step.label });
        state = usize::from(step.from);
    }
    if let Some(own) = marks.list.get_mut(first..) {
        own.reverse();
    }
}
