//! CoNLL-U (<https://universaldependencies.org/format.html>): the text is rebuilt from the forms and
//! `SpaceAfter`, a paragraph begins at `# newpar`, a document at `# newdoc`. Only what makes up the text
//! is looked at; words, tags and trees are read from the same file by `sayso_read::conllu`, whose text
//! is this one, byte for byte (tested in `sayso`).

use sayso_core::{Document, InputKind, MapRun, Metadata, Section, SectionKind, SourceMap, Span};

use crate::decode::{self, Decoded};
use crate::{Hints, IngestError, LARGEST_INPUT, jsonl, judged};

/// What a line looks like.
const SHAPE: &str = "ten columns apart by tabs, a form in the second";

/// The documents of a CoNLL-U file; one without `# newdoc id` has the name of the input.
///
/// ```
/// use sayso_ingest::{Hints, conllu};
/// let file = "1\tHello\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\t!\t_\t_\t_\t_\t_\t_\t_\t_\n";
/// let documents = conllu(file.as_bytes(), &Hints::default()).unwrap();
/// assert_eq!(documents[0].text, "Hello!");
/// ```
///
/// # Errors
/// [`IngestError::TooLarge`] for bytes over [`LARGEST_INPUT`], [`IngestError::Record`] for a line that
/// has not ten columns or no form.
pub fn conllu(bytes: &[u8], hints: &Hints) -> Result<Vec<Document>, IngestError> {
    let parts = parts(bytes, hints)?;
    Ok(parts.into_iter().map(|(_, document)| document).collect())
}

/// The only document of a file.
pub(crate) fn only(bytes: &[u8], hints: &Hints) -> Result<Document, IngestError> {
    let fault = |line: u64, found: &str| {
        let (id, found) = (hints.id.clone(), found.to_owned());
        Err(IngestError::Record { id, line, found, expected: "one document with words" })
    };
    let mut parts = parts(bytes, hints)?.into_iter();
    match (parts.next(), parts.next()) {
        (Some((_, document)), None) => Ok(document),
        (None, _) => fault(1, "no words"),
        (Some(_), Some((line, _))) => fault(line, "a second document"),
    }
}

/// Documents with the lines that they begin in.
fn parts(bytes: &[u8], hints: &Hints) -> Result<Vec<(u64, Document)>, IngestError> {
    if bytes.len() as u64 > LARGEST_INPUT {
        let (id, bytes) = (hints.id.clone(), bytes.len() as u64);
        return Err(IngestError::TooLarge { id, bytes, limit: LARGEST_INPUT });
    }
    let decoded = decode::decode(bytes, hints.charset.as_deref(), None);
    let mut documents = Vec::new();
    let mut builder = Builder::new(&hints.id, 1);
    // Comments of the sentence to come, which say where it belongs.
    let (mut newdoc, mut newpar): (Option<&str>, bool) = (None, false);
    let mut is_first = true;
    let mut at = 0;
    for (number, line) in (1_u64..).zip(decoded.text.split_inclusive('\n')) {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line.starts_with('#') {
            if let Some(rest) = line.strip_prefix("# newdoc") {
                let id = rest.split_once('=').map_or(hints.id.as_str(), |(_, id)| id.trim());
                newdoc.get_or_insert(id);
            }
            newpar |= line.starts_with("# newpar");
        } else if line.trim().is_empty() {
            is_first = true;
        } else {
            if is_first {
                if let Some(id) = newdoc.take() {
                    let before = std::mem::replace(&mut builder, Builder::new(id, number));
                    documents.extend(before.finish(&decoded));
                }
                builder.sentence(std::mem::take(&mut newpar));
                is_first = false;
            }
            builder.row(line, start).map_err(|found| IngestError::Record {
                id: hints.id.clone(),
                line: number,
                found,
                expected: SHAPE,
            })?;
        }
    }
    documents.extend(builder.finish(&decoded));
    Ok(documents)
}

/// Grows one document.
struct Builder {
    id: String,
    line: u64,
    text: String,
    sections: Vec<Section>,
    runs: Vec<MapRun>,
    /// A blank stands before what comes next.
    space: bool,
    is_first_word: bool,
    /// Words to come that a multiword token stands for.
    covered: u32,
}

impl Builder {
    fn new(id: &str, line: u64) -> Self {
        Self {
            id: id.to_owned(),
            line,
            text: String::new(),
            sections: Vec::new(),
            runs: Vec::new(),
            space: true,
            is_first_word: true,
            covered: 0,
        }
    }

    fn sentence(&mut self, is_paragraph: bool) {
        if self.sections.is_empty() || is_paragraph {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            let start = self.text.len();
            let span = Span::of(start..start);
            self.sections.push(Section { kind: SectionKind::Paragraph, span });
        } else if self.space {
            self.text.push(' ');
        }
        self.is_first_word = true;
        self.covered = 0;
    }

    /// Takes a line's form, which starts at byte `start` of the decoded file.
    fn row(&mut self, line: &str, start: usize) -> Result<(), String> {
        let columns = line.split('\t').count();
        if columns != 10 {
            return Err(format!("{columns} columns"));
        }
        let mut columns = line.split('\t');
        let (number, form) =
            (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        if form.trim().is_empty() {
            return Err("an empty form".to_owned());
        }
        if number.contains('.') {
            return Ok(());
        }
        if self.covered > 0 {
            self.covered -= 1;
            return Ok(());
        }
        if let Some((from, to)) = number.split_once('-') {
            let word = |n: &str| n.parse::<u32>().unwrap_or_default();
            self.covered = (word(to) + 1).saturating_sub(word(from));
        }
        if !self.is_first_word && self.space {
            self.text.push(' ');
        }
        let at = self.text.len();
        self.text.push_str(form);
        let source = start + number.len() + 1;
        self.runs.push(MapRun {
            text: Span::of(at..self.text.len()),
            source: Span::of(source..source + form.len()),
        });
        if let Some(section) = self.sections.last_mut() {
            section.span.end = Span::of(at..self.text.len()).end;
        }
        self.space =
            !columns.next_back().is_some_and(|misc| misc.split('|').any(|m| m == "SpaceAfter=No"));
        self.is_first_word = false;
        Ok(())
    }

    fn finish(self, decoded: &Decoded) -> Option<(u64, Document)> {
        let document = Document {
            id: self.id,
            kind: InputKind::Conllu,
            encoding: decoded.encoding.clone(),
            text: self.text,
            sections: self.sections,
            meta: Metadata::default(),
            set_aside: Vec::new(),
            map: SourceMap { runs: jsonl::compose(&self.runs, &decoded.map) },
            notes: decode::without_places(decoded.notes.clone()),
        };
        (!document.text.is_empty()).then(|| (self.line, judged(document)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_paragraphs_and_multiword_tokens_are_rebuilt() {
        let row = |id: &str, form: &str, misc: &str| {
            format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n")
        };
        let no = "Gloss=x|SpaceAfter=No";
        let file = [
            "# newdoc id = a\n# newpar\n".to_owned(),
            row("1-2", "can't", "_") + &row("1", "ca", no) + &row("2", "n't", "_"),
            row("3", "sail", no) + &row("3.1", "hidden", "_") + &row("4", ".", "_"),
            "\n# newpar\n".to_owned() + &row("1", "Café", "_") + "\n",
            "# newdoc id = b\n".to_owned() + &row("1", "No", no) + &row("2", "!", "_"),
        ]
        .concat();
        let documents = conllu(file.as_bytes(), &Hints::default()).unwrap();
        let texts: Vec<_> = documents.iter().map(|d| (d.id.as_str(), d.text.as_str())).collect();
        assert_eq!(texts, [("a", "can't sail.\n\nCafé"), ("b", "No!")]);
        let last = documents[0].map.source(Span::new(13, 18)).unwrap();
        assert_eq!(file.get(last.range()), Some("Café"));
        assert_eq!(documents[0].sections.len(), 2);
        let error = only(file.as_bytes(), &Hints::default()).unwrap_err().to_string();
        assert!(error.contains("a second document"), "{error}");
        let error = conllu(b"1\tx\n", &Hints::default()).unwrap_err().to_string();
        assert!(error.contains(":1: 2 columns; expected ten columns"), "{error}");
    }
}
