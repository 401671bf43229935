//! A document: one text to read, cut into labelled sections, with what it says of itself and a map
//! back to the bytes it came from.

use serde::{Deserialize, Serialize};

use crate::{Date, Fact, Note, NoteKind, Span};

/// What the bytes were taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum InputKind {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// One line of a JSON lines file.
    Jsonl,
    /// Given tokens and sentences.
    Conllu,
}

/// What a section of the text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// The headline.
    Headline,
    /// A standfirst or deck under the headline.
    Standfirst,
    /// "By ..." and agency credits.
    Byline,
    /// A line that gives place, date or agency, or a date line of its own.
    Dateline,
    /// A heading inside the body.
    Heading,
    /// A paragraph of the body.
    Paragraph,
    /// A block quotation of the body.
    BlockQuote,
    /// An item of a list.
    ListItem,
    /// A cell or row of a table.
    Table,
    /// A picture's caption or credit.
    Caption,
    /// A pull quotation: repeats words of the body.
    PullQuote,
    /// An embedded post.
    Embed,
    /// A correction or update note.
    EditorNote,
    /// Page furniture: read past, makes no statements.
    Residue,
}

impl SectionKind {
    /// Sentences of this section are read for statements.
    pub const fn is_read(self) -> bool {
        match self {
            Self::Headline
            | Self::Standfirst
            | Self::Heading
            | Self::Paragraph
            | Self::BlockQuote
            | Self::ListItem
            | Self::EditorNote => true,
            Self::Byline
            | Self::Dateline
            | Self::Table
            | Self::Caption
            | Self::PullQuote
            | Self::Embed
            | Self::Residue => false,
        }
    }
}

/// A labelled stretch of the text: one paragraph, heading, caption or the like. Sections stand in the
/// order of the text and do not overlap; between them is white space only.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Where in the text.
    pub span: Span,
}

/// A block of the source that was kept out of the text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetAside {
    /// Its words.
    pub text: String,
    /// Its bytes in the source.
    pub source: Span,
    /// Why it was kept out.
    pub reason: String,
}

/// A value the document gives of itself, with every place that gives another one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MetaValue<T> {
    /// The value taken.
    pub fact: Fact<T>,
    /// Bytes of the source that hold it.
    pub source: Option<Span>,
    /// Values of other places that disagree, each with its origin.
    pub others: Vec<Fact<T>>,
}

impl<T> Default for MetaValue<T> {
    fn default() -> Self {
        Self { fact: Fact::NotFound, source: None, others: Vec::new() }
    }
}

/// What the document says of itself. Nothing is repaired or invented: fewer rather than wrong.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Metadata {
    /// The headline.
    pub title: MetaValue<String>,
    /// The authors, in order.
    pub byline: MetaValue<Vec<String>>,
    /// Date of publication.
    pub date: MetaValue<Date>,
    /// Date of the last change.
    pub modified: MetaValue<Date>,
    /// The publisher.
    pub outlet: MetaValue<String>,
    /// Place of the dateline.
    pub place: MetaValue<String>,
    /// News agency of a dateline or credit line.
    pub agency: MetaValue<String>,
    /// Canonical address.
    pub url: MetaValue<String>,
    /// Language as a two-letter code; the measured one where none is declared.
    pub language: MetaValue<String>,
}

/// One stretch of text and the stretch of source it was made from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MapRun {
    /// Bytes of the text.
    pub text: Span,
    /// Bytes of the source.
    pub source: Span,
}

/// The way back from the text to the source. Runs stand in the order of the text and do not overlap;
/// a run whose two lengths are equal maps byte by byte, any other as a whole (an entity, a character
/// of another encoding, folded white space). Text that no run covers was put in by ingest (a
/// paragraph break, say).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceMap {
    /// The runs, by text offset.
    pub runs: Vec<MapRun>,
}

impl SourceMap {
    /// A text that is its source, byte for byte.
    pub fn identity(text_bytes: u32) -> Self {
        let span = Span::new(0, text_bytes);
        Self { runs: vec![MapRun { text: span, source: span }] }
    }

    /// The source bytes of a text span: from the first mapped byte to the last, `None` where no byte
    /// of the span came from the source.
    pub fn source(&self, span: Span) -> Option<Span> {
        let first = self.runs.partition_point(|run| run.text.end <= span.start);
        let mut found: Option<Span> = None;
        for run in self.runs.get(first..)?.iter().take_while(|run| run.text.start < span.end) {
            let part = if run.text.len() == run.source.len() {
                let shift = |byte: u32| run.source.start + (byte - run.text.start);
                Span::new(shift(span.start.max(run.text.start)), shift(span.end.min(run.text.end)))
            } else {
                run.source
            };
            found = Some(found.map_or(part, |f| f.join(part)));
        }
        found
    }
}

/// One text with its sections, its metadata and the way back to its source.
///
/// A title that came as a field of its own and is not the first line of the text stands *behind* the
/// text as its last section, so that offsets into the text that was handed in stay what they were.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// Name of the input: path, or the record's id.
    pub id: String,
    /// What the bytes were taken for.
    pub kind: InputKind,
    /// Character encoding they were decoded from, as in `utf-8`.
    pub encoding: String,
    /// The text that is read. All spans of all stages point here.
    pub text: String,
    /// Labelled stretches of the text.
    pub sections: Vec<Section>,
    /// What the document says of itself.
    pub meta: Metadata,
    /// What was kept out of the text.
    pub set_aside: Vec<SetAside>,
    /// The way back to the source bytes.
    pub map: SourceMap,
    /// Events of ingest.
    pub notes: Vec<Note>,
}

impl Document {
    /// The words of a span; empty for a span that is not on character boundaries of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The first section of a kind.
    pub fn section(&self, kind: SectionKind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == kind)
    }

    /// Not in the language or of the kind that the engine was made for: passed on, not judged.
    pub fn is_out_of_scope(&self) -> bool {
        self.declined().is_some()
    }

    /// Why it is passed on without being judged, in one sentence; `None` where it is judged.
    pub fn declined(&self) -> Option<&str> {
        let note = self.notes.iter().find(|note| note.kind == NoteKind::OutOfScope)?;
        Some(&note.detail)
    }

    /// The index of the section that holds a byte.
    pub fn section_at(&self, byte: u32) -> Option<usize> {
        let i = self.sections.partition_point(|section| section.span.end <= byte);
        self.sections.get(i).filter(|section| section.span.contains_byte(byte)).map(|_| i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_leads_back_through_verbatim_and_folded_runs() {
        let run = |a, b, c, d| MapRun { text: Span::new(a, b), source: Span::new(c, d) };
        let map = SourceMap { runs: vec![run(0, 4, 10, 14), run(4, 5, 14, 19), run(5, 9, 19, 23)] };
        assert_eq!(map.source(Span::new(1, 3)), Some(Span::new(11, 13)));
        assert_eq!(map.source(Span::new(3, 6)), Some(Span::new(13, 20)));
        assert_eq!(map.source(Span::new(4, 5)), Some(Span::new(14, 19)));
        assert_eq!(map.source(Span::new(9, 12)), None);
    }
}
