//! Documents for tests: a text that the reader reads, with attributions put in by hand.

use sayso_core::*;
use sayso_read::{Reader, Scratch};

use crate::text::Text;

/// A document, its reading and what is said in it.
pub(crate) struct Case {
    pub(crate) document: Document,
    pub(crate) reading: Reading,
    pub(crate) list: Vec<Attribution>,
}

impl Case {
    /// Paragraphs parted by blank lines; a first one that begins with `# ` is the headline.
    pub(crate) fn new(text: &str) -> Self {
        let mut sections = Vec::new();
        let mut at = 0;
        for paragraph in text.split("\n\n") {
            let (kind, skip) = match paragraph.strip_prefix("# ") {
                Some(_) => (SectionKind::Headline, 2),
                None => (SectionKind::Paragraph, 0),
            };
            sections.push(Section { kind, span: Span::of(at + skip..at + paragraph.len()) });
            at += paragraph.len() + 2;
        }
        let document = Document {
            id: "case".into(),
            kind: InputKind::Text,
            encoding: "utf-8".into(),
            text: text.to_owned(),
            sections,
            meta: Metadata::default(),
            set_aside: Vec::new(),
            map: SourceMap::identity(u32::try_from(text.len()).unwrap()),
            notes: Vec::new(),
        };
        let reading = Reader::embedded().read(&document, Layers::ALL, &mut Scratch::default());
        Self { document, reading, list: Vec::new() }
    }

    /// The first place of some words.
    pub(crate) fn span(&self, words: &str) -> Span {
        let start = self.document.text.find(words).unwrap_or_else(|| panic!("no {words:?}"));
        Span::of(start..start + words.len())
    }

    /// A place after another one.
    fn span_from(&self, from: u32, words: &str) -> Span {
        let rest = self.document.text.get(from as usize..).unwrap();
        let start = rest.find(words).unwrap_or_else(|| panic!("no {words:?} from {from}"));
        Span::of(from as usize + start..from as usize + start + words.len())
    }

    /// Adds an attribution that stands in `sentence`, its content in one or more fragments; the
    /// speaker is the one whom a mention in the source settles.
    pub(crate) fn says(
        &mut self,
        sentence: &str,
        source: &str,
        cue: &str,
        content: &[&str],
    ) -> &mut Attribution {
        let from = self.span(sentence).start;
        let source = self.span_from(from, source);
        let content: Vec<Span> = content.iter().map(|part| self.span_from(from, part)).collect();
        let cue = self.span_from(from, cue);
        let tokens = self.reading.tokens_in(source);
        let text = Text::new(&self.document, &self.reading);
        let entity = text.mentions_in(tokens).find_map(|mention| mention.entity);
        let name = entity.and_then(|id| text.entity(id)).map(|entity| entity.name.clone());
        let name = name.filter(|name| !name.is_empty());
        let parent = self
            .list
            .iter()
            .rfind(|outer| outer.content.iter().any(|content| content.contains(cue)));
        let (depth, parent) = (parent.map_or(0, |p| p.depth + 1), parent.map(|p| p.id));
        let quoted = content.iter().all(|&part| {
            let tokens = self.reading.tokens_in(part).indices();
            self.reading.tokens.quotation[tokens].iter().all(|&mark| mark != 0)
        });
        self.list.push(Attribution {
            id: AttributionId(u32::try_from(self.list.len()).unwrap()),
            source: vec![source],
            cue: vec![cue],
            content,
            reach: Vec::new(),
            quotation: if quoted { QuotationKind::Direct } else { QuotationKind::Indirect },
            cue_kind: CueKind::Speech,
            cue_lemma: "say".into(),
            depth,
            parent,
            relay: Vec::new(),
            speaker: Speaker {
                entity,
                voice: if name.is_some() { Voice::Named } else { Voice::Unnamed },
                name,
                voice_is: VoiceIs::Person,
                how: How::SameSpan,
                joint: false,
                described_as: None,
            },
            stance: Stance {
                factivity: Factivity::Neutral,
                negated: false,
                modality: Modality::Actual,
                hedges: Vec::new(),
                declined: false,
            },
            words_given: true,
            occasion: Fact::NotLooked,
            attached: None,
            date: Fact::NotLooked,
            time: None,
            p: 1.0,
            why: Vec::new(),
            capped: false,
        });
        self.list.last_mut().unwrap()
    }

    /// Everything after the finder of attributions.
    pub(crate) fn finish(self) -> Done {
        let attributions = crate::complete(&self.document, &self.reading, self.list);
        let statements = crate::statements(&self.document, &self.reading, &attributions);
        Done { document: self.document, reading: self.reading, attributions, statements }
    }
}

/// A case with all that was made of it.
pub(crate) struct Done {
    pub(crate) document: Document,
    pub(crate) reading: Reading,
    pub(crate) attributions: Attributions,
    pub(crate) statements: Statements,
}

impl Done {
    /// The words of a span.
    pub(crate) fn words(&self, span: Span) -> &str {
        self.document.slice(span)
    }

    /// The occasion of an attribution, by its place in the list.
    pub(crate) fn occasion(&self, index: usize) -> Option<&Occasion> {
        let id = self.attributions.list[index].occasion.found()?;
        self.attributions.occasions.get(id.0 as usize)
    }

    /// The statement that holds some words.
    pub(crate) fn statement(&self, words: &str) -> &Statement {
        let start = self.document.text.find(words).unwrap_or_else(|| panic!("no {words:?}"));
        let span = Span::of(start..start + words.len());
        let holds = |s: &&Statement| s.spans.iter().any(|own| own.contains(span));
        let found = self.statements.list.iter().find(holds);
        found.unwrap_or_else(|| panic!("no statement holds {words:?}: {:#?}", self.all()))
    }

    /// All statements, as words.
    pub(crate) fn all(&self) -> Vec<String> {
        let join = |s: &Statement| {
            s.spans.iter().map(|&span| self.words(span)).collect::<Vec<_>>().join(" | ")
        };
        self.statements.list.iter().map(join).collect()
    }
}
