//! The reader of CoNLL-U. It trusts nothing: every error names its line.

use sayso_core::{
    Deprel, Document, InputKind, Layers, Metadata, Reading, Section, SectionKind, Sentence,
    SourceMap, Span, StringId, TokenFlags, TokenRange, Upos, Xpos,
};

use super::{ConlluError, EmptyNode, Given, Kept};

/// Largest file that is read: its text must fit offsets of 32 bits.
const LIMIT: usize = u32::MAX as usize / 2;

/// Reads all documents of a CoNLL-U text. `id` names documents that have no `# newdoc id`.
///
/// # Errors
/// A [`ConlluError`] with the first line that is wrong.
///
/// ```
/// let text = "# newdoc id = d1\n1\tHello\thello\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No\n\
///             2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n";
/// let documents = sayso_read::conllu::parse(text, "file").unwrap();
/// assert_eq!(documents[0].document.text, "Hello!");
/// assert_eq!(sayso_read::conllu::parse("1\tx\n", "file").unwrap_err().to_string(),
///     "line 1: 2 columns; expected 10, apart by tabs");
/// ```
pub fn parse(text: &str, id: &str) -> Result<Vec<Given>, ConlluError> {
    if text.len() > LIMIT {
        return Err(ConlluError::TooLarge { bytes: text.len(), limit: LIMIT });
    }
    let mut documents = Vec::new();
    let mut builder = Builder::new(id);
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut comments: Vec<&str> = Vec::new();
    for (number, line) in text.lines().chain([""]).enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.starts_with('#') {
            comments.push(line);
        } else if !line.trim().is_empty() {
            rows.push(row(line, number + 1)?);
        } else if !rows.is_empty() {
            let newdoc = comments.iter().find_map(|c| c.strip_prefix("# newdoc"));
            if let Some(rest) = newdoc {
                let name = rest.split_once('=').map_or(id, |(_, name)| name.trim());
                if let Some(given) = std::mem::replace(&mut builder, Builder::new(name)).finish() {
                    documents.push(given);
                }
            }
            builder.sentence(&rows, &comments)?;
            rows.clear();
            comments.clear();
        }
    }
    documents.extend(builder.finish());
    Ok(documents)
}

struct Row<'a> {
    line: usize,
    columns: [&'a str; 10],
    text: &'a str,
}

fn row(text: &str, line: usize) -> Result<Row<'_>, ConlluError> {
    let mut columns = [""; 10];
    let mut found = 0;
    for column in text.split('\t') {
        if let Some(place) = columns.get_mut(found) {
            *place = column;
        }
        found += 1;
    }
    if found != 10 {
        return Err(ConlluError::Columns { line, found });
    }
    if columns[1].trim().is_empty() {
        return Err(ConlluError::Form { line });
    }
    Ok(Row { line, columns, text })
}

fn cut(text: &str) -> String {
    text.chars().take(20).collect()
}

/// MISC without `SpaceAfter`, and whether it says that a space follows.
fn misc(column: &str) -> (String, bool) {
    let mut space = true;
    let kept: Vec<&str> = column
        .split('|')
        .filter(|part| {
            let own = part.starts_with("SpaceAfter=");
            space &= *part != "SpaceAfter=No";
            !own && *part != "_"
        })
        .collect();
    (kept.join("|"), space)
}

/// Grows one document.
struct Builder {
    id: String,
    text: String,
    sections: Vec<Section>,
    reading: Reading,
    kept: Kept,
    tagged: bool,
    parsed: bool,
    space: bool,
    /// Strings already in the arena, sorted: tags repeat.
    known: std::collections::BTreeMap<String, StringId>,
}

impl Builder {
    fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            text: String::new(),
            sections: Vec::new(),
            reading: Reading::default(),
            kept: Kept::default(),
            tagged: true,
            parsed: true,
            space: true,
            known: std::collections::BTreeMap::new(),
        }
    }

    fn string(&mut self, string: &str) -> StringId {
        if string.is_empty() || string == "_" {
            return StringId::default();
        }
        if let Some(&id) = self.known.get(string) {
            return id;
        }
        let id = self.reading.strings.add(string);
        self.known.insert(string.to_owned(), id);
        id
    }

    /// Adds a token's text with the space its predecessor asks for.
    fn push_text(&mut self, form: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(form);
        Span::of(start..self.text.len())
    }

    fn sentence(&mut self, rows: &[Row<'_>], comments: &[&str]) -> Result<(), ConlluError> {
        let new_paragraph = comments.iter().any(|c| c.starts_with("# newpar"));
        if self.sections.is_empty() || new_paragraph {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            let start = self.text.len();
            self.sections
                .push(Section { kind: SectionKind::Paragraph, span: Span::of(start..start) });
        } else if self.space {
            self.text.push(' ');
        }
        let first = self.reading.len();
        let words = rows.iter().filter(|r| !r.columns[0].contains(['-', '.'])).count();
        let sentence = Span::of(0..self.reading.sentences.len()).end;
        let mut next = 1;
        let mut i = 0;
        while let Some(row) = rows.get(i) {
            let number = row.columns[0];
            if number.contains('.') {
                let line = row.text.to_owned();
                self.kept.empty_nodes.push(EmptyNode { sentence, after: next - 1, line });
                i += 1;
                continue;
            }
            if next > 1 && self.space {
                self.text.push(' ');
            }
            if let Some((from, to)) = number.split_once('-') {
                let range = || ConlluError::Range { line: row.line, found: cut(number) };
                let to: u32 = to.parse().map_err(|_| range())?;
                if from.parse() != Ok(next) || to <= next {
                    return Err(range());
                }
                let count = (to - next + 1) as usize;
                let parts = rows.get(i + 1..i + 1 + count).ok_or_else(range)?;
                if parts.iter().any(|p| p.columns[0].contains(['-', '.'])) {
                    return Err(range());
                }
                self.multiword(row, parts, next, first, words)?;
                next = to + 1;
                i += 1 + count;
            } else {
                let span = self.push_text(row.columns[1]);
                let (kept, space) = misc(row.columns[9]);
                self.space = space;
                let mut flags = TokenFlags::default();
                if space {
                    flags.set(TokenFlags::SPACE_AFTER);
                }
                self.word(row, next, span, flags, StringId::default(), first, words)?;
                self.kept.misc.push(kept);
                next += 1;
                i += 1;
            }
        }
        if next == 1 {
            return Ok(());
        }
        circles(rows, &self.reading.tokens.head, first)?;
        self.close_sentence(first, comments);
        Ok(())
    }

    fn close_sentence(&mut self, first: u32, comments: &[&str]) {
        let tokens = TokenRange::new(first, self.reading.len());
        if let Some(flags) = self.reading.tokens.flags.last_mut() {
            flags.set(TokenFlags::FORCED);
        }
        let section = Span::of(0..self.sections.len().saturating_sub(1)).end;
        let span = self.reading.span(tokens);
        if let Some(section) = self.sections.last_mut() {
            section.span.end = span.end;
        }
        self.reading.sentences.push(Sentence { tokens, span, section });
        self.kept.comments.push(comments.iter().map(|&c| c.to_owned()).collect());
    }

    fn multiword(
        &mut self,
        row: &Row<'_>,
        parts: &[Row<'_>],
        next: u32,
        first: u32,
        words: usize,
    ) -> Result<(), ConlluError> {
        let whole = self.push_text(row.columns[1]);
        let (kept, space) = misc(row.columns[9]);
        if !kept.is_empty() {
            self.kept.range_misc.push((self.reading.len(), kept));
        }
        self.space = space;
        let joined: String = parts.iter().map(|p| p.columns[1]).collect();
        let pieces = joined == row.columns[1];
        let mut at = whole.start;
        for (k, part) in parts.iter().enumerate() {
            let form = part.columns[1];
            let length = Span::of(0..form.len()).end;
            let span = if pieces { Span::new(at, at + length) } else { whole };
            at += length;
            let mut flags = TokenFlags::MULTIWORD;
            if k == 0 {
                flags.set(TokenFlags::MULTIWORD_START);
            }
            if space && k + 1 == parts.len() {
                flags.set(TokenFlags::SPACE_AFTER);
            }
            let odd = if pieces || form == row.columns[1] {
                StringId::default()
            } else {
                self.reading.strings.add(form)
            };
            let number = next + Span::of(0..k).end;
            self.word(part, number, span, flags, odd, first, words)?;
            self.kept.misc.push(misc(part.columns[9]).0);
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one word's place and its row")]
    fn word(
        &mut self,
        row: &Row<'_>,
        number: u32,
        span: Span,
        flags: TokenFlags,
        odd_form: StringId,
        first: u32,
        words: usize,
    ) -> Result<(), ConlluError> {
        let [id, _, lemma, upos, xpos, feats, head, deprel, _, _] = row.columns;
        if id.parse() != Ok(number) {
            let expected = number.to_string();
            return Err(ConlluError::Number { line: row.line, found: cut(id), expected });
        }
        let wrong = || ConlluError::Head { line: row.line, found: cut(head), words };
        let own = first + number - 1;
        let head = match head {
            "_" => None,
            _ => Some(head.parse::<u32>().map_err(|_| wrong())?),
        };
        if head.is_some_and(|h| h as usize > words) {
            return Err(wrong());
        }
        self.parsed &= head.is_some();
        self.tagged &= upos != "_";
        let upos = match upos {
            "_" => Upos::default(),
            _ => Upos::parse(upos)
                .ok_or_else(|| ConlluError::Upos { line: row.line, found: cut(upos) })?,
        };
        // A lemma of "_" stands for none, save for the underscore itself.
        let lemma =
            if row.columns[1] == "_" { self.reading.strings.add("_") } else { self.string(lemma) };
        let feats = self.string(feats);
        let tokens = &mut self.reading.tokens;
        tokens.span.push(span);
        tokens.flags.push(flags);
        tokens.odd_form.push(odd_form);
        tokens.lemma.push(lemma);
        tokens.upos.push(upos);
        tokens.xpos.push(Xpos::parse(xpos).unwrap_or_default());
        tokens.feats.push(feats);
        tokens.head.push(match head {
            None | Some(0) => own,
            Some(head) => first + head - 1,
        });
        tokens.deprel.push(match head {
            Some(0) => Deprel::Root,
            _ => Deprel::parse_lenient(deprel).unwrap_or_default(),
        });
        tokens.tag_margin.push(0);
        tokens.head_margin.push(0);
        tokens.quotation.push(0);
        Ok(())
    }

    fn finish(mut self) -> Option<Given> {
        if self.reading.sentences.is_empty() {
            return None;
        }
        let mut layers = Layers::SPLIT;
        if self.tagged {
            layers = layers.with(Layers::TAG);
        }
        if self.tagged && self.parsed {
            layers = layers.with(Layers::PARSE);
        }
        self.reading.layers = layers;
        let document = Document {
            id: self.id,
            kind: InputKind::Conllu,
            encoding: "utf-8".to_owned(),
            map: SourceMap::default(),
            text: self.text,
            sections: self.sections,
            meta: Metadata::default(),
            set_aside: Vec::new(),
            notes: Vec::new(),
        };
        Some(Given { document, reading: self.reading, kept: self.kept })
    }
}

/// Refuses heads that run in a circle. Each word is walked over once.
fn circles(rows: &[Row<'_>], heads: &[u32], first: u32) -> Result<(), ConlluError> {
    let heads = heads.get(first as usize..).unwrap_or_default();
    // 0: not seen; else the number of the walk that saw it.
    let mut seen = vec![0_usize; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start + 1;
            let head = (heads[at] - first) as usize;
            if head == at {
                break;
            }
            at = head;
            if seen[at] == start + 1 {
                let words = rows.iter().filter(|r| !r.columns[0].contains(['-', '.']));
                let line = words.skip(at).map(|r| r.line).next().unwrap_or(0);
                return Err(ConlluError::Circle { line });
            }
        }
    }
    Ok(())
}
