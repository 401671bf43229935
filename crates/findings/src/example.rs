//! Values made by hand for tests: a text whose words are found by looking for them.

use sayso_core::*;

use crate::{
    Facts, Kin, OtherText, Others, QuotationChange, RuleSet, Selection, SharedQuotation, find,
};

/// Another text of an index, with an outlet and a date.
pub(crate) fn other(kin: Kin) -> OtherText {
    OtherText {
        id: "quay-9".into(),
        outlet: Some("The Quay Herald".into()),
        date: Some(Date { year: 2024, month: Some(5), day: Some(2) }),
        kin,
        words: (80, 100),
        passages: Vec::new(),
        swaps: Vec::new(),
        quotations: Vec::new(),
    }
}

/// A quotation that stands elsewhere with the same words, by speakers who are not settled.
pub(crate) fn shared_quotation(here: Span) -> SharedQuotation {
    SharedQuotation {
        here,
        there: "the words there".into(),
        change: QuotationChange::Same,
        speakers: None,
    }
}

/// A basis of the narrator with everything looked for and not found.
pub(crate) fn basis() -> Basis {
    Basis {
        voice: Voice::Narrator,
        person: false,
        name: Fact::NotFound,
        role: Fact::NotFound,
        words: Words::None,
        words_quoted: 0,
        occasion: Fact::NotFound,
        outlet: Fact::NotFound,
        document: Fact::NotFound,
        place: Fact::NotFound,
        date: Fact::NotFound,
        hand: Hand::First,
        reason: Fact::NotFound,
        scope: Scope::Inside,
    }
}

/// The values of one document in the making.
pub(crate) struct Example {
    pub(crate) document: Document,
    pub(crate) reading: Reading,
    pub(crate) attributions: Attributions,
    pub(crate) statements: Statements,
    /// What an index gave; empty for no index.
    pub(crate) others: Vec<OtherText>,
}

impl Example {
    /// A text with paragraphs between blank lines, sentences that end with a full stop, and words
    /// between spaces. A first paragraph that begins with `# ` is the headline.
    pub(crate) fn new(text: &str) -> Self {
        let mut document = Document {
            id: "example".into(),
            kind: InputKind::Text,
            encoding: "utf-8".into(),
            text: text.to_owned(),
            sections: Vec::new(),
            meta: Metadata::default(),
            set_aside: Vec::new(),
            map: SourceMap::identity(u32::try_from(text.len()).unwrap()),
            notes: Vec::new(),
        };
        let mut reading = Reading { layers: Layers::ALL, ..Reading::default() };
        let mut at = 0;
        for paragraph in text.split("\n\n") {
            let kind = match paragraph.strip_prefix("# ") {
                Some(_) => SectionKind::Headline,
                None => SectionKind::Paragraph,
            };
            let skip = if kind == SectionKind::Headline { 2 } else { 0 };
            let span = Span::of(at + skip..at + paragraph.len());
            let section = u32::try_from(document.sections.len()).unwrap();
            document.sections.push(Section { kind, span });
            let mut begin = at + skip;
            for sentence in text.get(begin..at + paragraph.len()).unwrap().split_inclusive(". ") {
                add_sentence(&mut reading, sentence, begin, section);
                begin += sentence.len();
            }
            at += paragraph.len() + 2;
        }
        Self {
            document,
            reading,
            attributions: Attributions::default(),
            statements: Statements::default(),
            others: Vec::new(),
        }
    }

    /// The first place of some words.
    pub(crate) fn span(&self, words: &str) -> Span {
        let start = self.document.text.find(words).unwrap_or_else(|| panic!("no {words:?}"));
        Span::of(start..start + words.len())
    }

    /// A person, mentioned by name wherever the name stands.
    pub(crate) fn person(&mut self, name: &str) -> EntityId {
        let id = EntityId(u32::try_from(self.reading.entities.len()).unwrap());
        let places: Vec<_> = self.document.text.match_indices(name).map(|(i, _)| i).collect();
        for start in places {
            let span = Span::of(start..start + name.len());
            let tokens = self.reading.tokens_in(span);
            self.reading.mentions.push(Mention {
                tokens,
                span,
                head: tokens.start,
                kind: MentionKind::Name,
                names: EntityKind::Person,
                entity: Some(id),
                margin: 255,
            });
        }
        self.reading.mentions.sort_by_key(|mention| mention.span);
        self.reading.entities.push(Entity {
            kind: EntityKind::Person,
            name: name.into(),
            name_span: self.span(name),
            mentions: Vec::new(),
            roles: Vec::new(),
            agreement: Agreement::Unknown,
        });
        for (i, entity) in self.reading.entities.iter_mut().enumerate() {
            let is_own = |m: &Mention| m.entity == Some(EntityId(u32::try_from(i).unwrap()));
            let indexed = self.reading.mentions.iter().zip(0..);
            entity.mentions = indexed.filter(|(m, _)| is_own(m)).map(|(_, i)| i).collect();
        }
        id
    }

    /// Makes words between spaces verbs.
    pub(crate) fn verbs(&mut self, words: &str) {
        let words: Vec<&str> = words.split(' ').collect();
        let tokens = &mut self.reading.tokens;
        for (span, upos) in tokens.span.iter().zip(&mut tokens.upos) {
            if words.contains(&self.document.slice(*span)) {
                *upos = Upos::Verb;
            }
        }
    }

    /// An attribution with one statement, its content.
    pub(crate) fn says(
        &mut self,
        source: &str,
        cue: &str,
        content: &str,
        voice: Voice,
    ) -> (AttributionId, StatementId) {
        let id = AttributionId(u32::try_from(self.attributions.list.len()).unwrap());
        let source = if source.is_empty() { vec![] } else { vec![self.span(source)] };
        let name_span = source.first().copied();
        let entity = name_span.and_then(|span| {
            self.reading.mentions.iter().find(|m| span.contains(m.span)).and_then(|m| m.entity)
        });
        let name = name_span.map(|span| self.document.slice(span).to_owned());
        self.attributions.list.push(Attribution {
            id,
            source,
            cue: vec![self.span(cue)],
            content: vec![self.span(content)],
            reach: Vec::new(),
            quotation: QuotationKind::Indirect,
            cue_kind: CueKind::Speech,
            cue_lemma: cue.into(),
            depth: 0,
            parent: None,
            relay: Vec::new(),
            speaker: Speaker {
                entity,
                name: name.clone(),
                voice,
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
            occasion: Fact::NotFound,
            attached: None,
            date: Fact::NotFound,
            time: None,
            p: 1.0,
            why: Vec::new(),
            capped: false,
        });
        let statement = self.states(content, StatementType::Checkable);
        let made = &mut self.statements.list[statement.0 as usize];
        made.chain = vec![id];
        made.voice = voice;
        made.quotation = Some(QuotationKind::Indirect);
        made.basis.voice = voice;
        made.basis.person = true;
        if let (Voice::Named, Some(name)) = (voice, name) {
            made.basis.name = Fact::in_text(name, name_span.unwrap_or_default());
        }
        (id, statement)
    }

    /// A statement of the narrator.
    pub(crate) fn states(&mut self, words: &str, kind: StatementType) -> StatementId {
        let id = StatementId(u32::try_from(self.statements.list.len()).unwrap());
        let span = self.span(words);
        let headline =
            self.document.section(SectionKind::Headline).is_some_and(|s| s.span.contains(span));
        self.statements.list.push(Statement {
            id,
            spans: vec![span],
            sentence: u32::try_from(self.reading.sentence_at(span.start)).unwrap(),
            form: Form::Finite,
            kind,
            chain: Vec::new(),
            voice: Voice::Narrator,
            scope: Scope::None,
            doubt: None,
            noted: false,
            reports: false,
            headline,
            anchors: Vec::new(),
            quotation: None,
            stance: None,
            basis: basis(),
            distance: Distance::default(),
        });
        id
    }

    /// An occasion of an attribution.
    pub(crate) fn at_occasion(&mut self, id: AttributionId, kind: OccasionKind, words: &str) {
        let occasion = OccasionId(u32::try_from(self.attributions.occasions.len()).unwrap());
        let span = self.span(words);
        self.attributions.occasions.push(Occasion {
            kind,
            span,
            outlet: Fact::NotFound,
            place: Fact::NotFound,
            with_whom: Fact::NotFound,
            date: Fact::NotFound,
            time: None,
            title: Fact::NotFound,
            definite: false,
        });
        let attribution = &mut self.attributions.list[id.0 as usize];
        attribution.occasion = Fact::in_text(occasion, span);
        attribution.attached = Some(Attached::SameCue);
        for statement in &mut self.statements.list {
            if statement.chain.last() == Some(&id) {
                statement.basis.occasion = Fact::in_text(words.to_owned(), span);
            }
        }
    }

    pub(crate) fn attribution(&mut self, id: AttributionId) -> &mut Attribution {
        &mut self.attributions.list[id.0 as usize]
    }

    pub(crate) fn statement(&mut self, id: StatementId) -> &mut Statement {
        &mut self.statements.list[id.0 as usize]
    }

    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts {
            document: &self.document,
            reading: &self.reading,
            attributions: &self.attributions,
            statements: &self.statements,
            others: Others::Looked(&self.others),
        }
    }

    /// The findings of one code, checked for their wording.
    pub(crate) fn findings(&self, code: &str) -> Vec<Finding> {
        let selection = Selection { select: vec![code.into()], ..Selection::default() };
        let findings = find(&RuleSet::new(&selection).unwrap(), self.facts());
        for finding in &findings {
            crate::wording::check(finding).unwrap();
        }
        findings
    }

    /// The words that the findings of one code point at.
    pub(crate) fn words(&self, code: &str) -> Vec<&str> {
        let spans = self.findings(code).into_iter().map(|f| f.span.unwrap_or_default());
        spans.map(|span| self.document.slice(span)).collect()
    }
}

fn add_sentence(reading: &mut Reading, sentence: &str, begin: usize, section: u32) {
    let first = reading.len();
    let mut at = begin;
    for word in sentence.split_inclusive([' ', '\n']) {
        let bare = word.trim_end();
        let letters = bare.trim_end_matches(['.', ',']);
        for (piece, upos) in
            [(letters, Upos::Noun), (bare.get(letters.len()..).unwrap_or_default(), Upos::Punct)]
        {
            if piece.is_empty() {
                continue;
            }
            let start = at + (piece.as_ptr() as usize - word.as_ptr() as usize);
            let tokens = &mut reading.tokens;
            tokens.span.push(Span::of(start..start + piece.len()));
            tokens.odd_form.push(StringId::default());
            tokens.lemma.push(reading.strings.add(&piece.to_lowercase()));
            tokens.upos.push(upos);
            tokens.xpos.push(Xpos::None);
            tokens.feats.push(StringId::default());
            tokens.head.push(first);
            tokens.deprel.push(Deprel::Dep);
            tokens.flags.push(TokenFlags::SPACE_AFTER);
            tokens.tag_margin.push(255);
            tokens.head_margin.push(255);
            tokens.quotation.push(0);
        }
        at += word.len();
    }
    let tokens = TokenRange::new(first, reading.len());
    reading.sentences.push(Sentence { tokens, span: reading.span(tokens), section });
}
