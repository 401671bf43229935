//! What a rule sees: the finished values of one document, with the grades and the cross-references
//! that several rules need. Rules look at values only; the text itself is shown, never searched.

use sayso_core::{
    Attribution, AttributionId, CueKind, Entity, EntityId, Fact, Graded, InputKind, Letter,
    Mention, Occasion, Origin, Scope, SectionKind, Sentence, Span, Statement, StatementId, Upos,
    Voice,
};

use crate::lists::Lists;
use crate::{Facts, grade_statement};

/// Labels of speakers that make a transcript.
const FEWEST_LABELS: usize = 3;
/// Bytes of the longest label of a speaker.
const LONGEST_LABEL: usize = 30;

/// The values of one document as rules read them.
pub(crate) struct View<'a> {
    pub(crate) facts: Facts<'a>,
    pub(crate) lists: &'a Lists,
    /// Comments in the text may allow findings on it.
    pub(crate) honours_allow: bool,
    /// One per statement.
    grades: Vec<Graded>,
    /// Per attribution: statements whose innermost voice it is.
    statements_of: Vec<Vec<StatementId>>,
}

impl<'a> View<'a> {
    pub(crate) fn new(facts: Facts<'a>, lists: &'a Lists) -> Self {
        let mut statements_of = vec![Vec::new(); facts.attributions.list.len()];
        for statement in &facts.statements.list {
            let innermost = statement.chain.last().filter(|_| !statement.reports);
            if let Some(list) = innermost.and_then(|id| statements_of.get_mut(id.0 as usize)) {
                list.push(statement.id);
            }
        }
        let grades = facts.statements.list.iter().map(grade_statement).collect();
        Self { facts, lists, honours_allow: false, grades, statements_of }
    }

    /// Statements that count: no reporting clauses.
    pub(crate) fn statements(&self) -> impl Iterator<Item = &'a Statement> + use<'a> {
        self.facts.statements.list.iter().filter(|statement| statement.counts())
    }

    /// Statements that count and stand in the body.
    pub(crate) fn body_statements(&self) -> impl Iterator<Item = &'a Statement> + use<'a> {
        self.statements().filter(|s| !s.headline)
    }

    /// Statements of the body that stand in somebody's mouth, surely or doubtfully.
    pub(crate) fn attributed(&self) -> impl Iterator<Item = &'a Statement> + use<'a> {
        self.body_statements().filter(|s| !s.chain.is_empty())
    }

    /// Statements of the body in the text's own voice, without any doubt whose they are.
    pub(crate) fn own_voice(&self) -> impl Iterator<Item = &'a Statement> + use<'a> {
        self.body_statements().filter(|s| s.chain.is_empty() && !s.noted && !Self::is_doubtful(s))
    }

    /// The attribution stands in the headline.
    pub(crate) fn in_headline(&self, attribution: &Attribution) -> bool {
        let sentence = self.sentences().get(self.facts.reading.sentence_at(attribution.start()));
        sentence.is_some_and(|s| self.section_kind(s) == Some(SectionKind::Headline))
    }

    /// The writer speaks of themselves outside quotation marks.
    pub(crate) fn speaks_as_i(&self) -> bool {
        self.sentences().iter().any(|sentence| self.has_own(sentence, &["i", "me", "my"]))
    }

    /// The writer, alone or with others, speaks of themselves or to the reader.
    pub(crate) fn is_the_writers(&self, sentence: &Sentence) -> bool {
        self.has_own(sentence, &["i", "me", "my", "we", "us", "our", "you", "your"])
    }

    /// One of these pronouns stands outside quotation marks.
    fn has_own(&self, sentence: &Sentence, pronouns: &[&str]) -> bool {
        let reading = self.facts.reading;
        sentence.tokens.range().any(|token| {
            let is_pronoun = reading.tokens.upos.get(token as usize) == Some(&Upos::Pron);
            let form = reading.form(self.facts.document, token).to_lowercase();
            is_pronoun && !self.is_quoted(token) && pronouns.contains(&form.as_str())
        })
    }

    /// It may or may not belong to its voice: counted apart.
    pub(crate) fn is_doubtful(statement: &Statement) -> bool {
        statement.scope == Scope::Doubtful
    }

    /// The best letter among a claim and the statements that state it too, with the best of them.
    pub(crate) fn best_basis(
        &self,
        claim: &'a Statement,
        matches: &[StatementId],
    ) -> (Letter, &'a Statement) {
        let bodies = matches.iter().filter_map(|&id| self.statement(id));
        let all = bodies.chain([claim]).map(|s| (self.letter(s), s));
        all.min_by_key(|(letter, _)| *letter).unwrap_or((Letter::N, claim))
    }

    pub(crate) fn statement(&self, id: StatementId) -> Option<&'a Statement> {
        self.facts.statements.list.get(id.0 as usize)
    }

    pub(crate) fn attributions(&self) -> impl Iterator<Item = &'a Attribution> + use<'a> {
        self.facts.attributions.list.iter()
    }

    pub(crate) fn attribution(&self, id: AttributionId) -> Option<&'a Attribution> {
        self.facts.attributions.list.get(id.0 as usize)
    }

    pub(crate) fn attribution_of(&self, statement: &Statement) -> Option<&'a Attribution> {
        self.facts.attributions.who_says(statement)
    }

    /// The statements whose innermost voice an attribution is.
    pub(crate) fn statements_of(&self, attribution: &Attribution) -> Vec<&'a Statement> {
        let ids = self.statements_of.get(attribution.id.0 as usize);
        ids.into_iter().flatten().filter_map(|&id| self.statement(id)).collect()
    }

    pub(crate) fn grade(&self, statement: &Statement) -> Option<&Graded> {
        self.grades.get(statement.id.0 as usize)
    }

    /// The letter with doubtful facts counted as present: what findings rest on.
    pub(crate) fn letter(&self, statement: &Statement) -> Letter {
        self.grade(statement).map_or(Letter::N, |graded| graded.high)
    }

    pub(crate) fn entity(&self, id: EntityId) -> Option<&'a Entity> {
        self.facts.reading.entities.get(id.0 as usize)
    }

    pub(crate) fn occasions(&self) -> &'a [Occasion] {
        &self.facts.attributions.occasions
    }

    pub(crate) fn slice(&self, span: Span) -> &'a str {
        self.facts.document.slice(span)
    }

    pub(crate) fn sentences(&self) -> &'a [Sentence] {
        &self.facts.reading.sentences
    }

    pub(crate) fn section_kind(&self, sentence: &Sentence) -> Option<SectionKind> {
        let sections = &self.facts.document.sections;
        sections.get(sentence.section as usize).map(|section| section.kind)
    }

    /// The sentence holds running text of the body.
    pub(crate) fn is_body(&self, sentence: &Sentence) -> bool {
        matches!(
            self.section_kind(sentence),
            Some(SectionKind::Paragraph | SectionKind::BlockQuote | SectionKind::Standfirst)
        )
    }

    /// Paragraphs begin with the name of who speaks and a colon.
    pub(crate) fn is_transcript(&self) -> bool {
        let labelled = |section: &&sayso_core::Section| {
            let label = self.slice(section.span).split_once(':').map(|(label, _)| label);
            label.is_some_and(|label| {
                let mut words = label.split_whitespace().peekable();
                let some = words.peek().is_some();
                some && label.len() <= LONGEST_LABEL
                    && words.all(|word| word.starts_with(char::is_uppercase))
            })
        };
        self.facts.document.sections.iter().filter(labelled).count() >= FEWEST_LABELS
    }

    /// The text has at least one sentence of running text.
    pub(crate) fn has_body(&self) -> bool {
        self.sentences().iter().any(|sentence| self.is_body(sentence))
    }

    /// A field beside the text was handed in, or the input is a page that could carry one.
    pub(crate) fn has_metadata(&self) -> bool {
        fn field<T>(fact: &Fact<T>) -> bool {
            matches!(fact, Fact::Found { from: Origin::Field(_) | Origin::Option, .. })
        }
        let meta = &self.facts.document.meta;
        self.facts.document.kind == InputKind::Html
            || field(&meta.byline.fact)
            || field(&meta.date.fact)
            || field(&meta.outlet.fact)
            || field(&meta.url.fact)
            || field(&meta.title.fact)
    }

    /// Where an absence finding looked, in words.
    pub(crate) fn looked_in(&self) -> &'static str {
        if self.has_metadata() { "in text or metadata" } else { "in the text; no metadata given" }
    }

    /// The mentions that begin in a stretch.
    pub(crate) fn mentions_in(&self, span: Span) -> impl Iterator<Item = &'a Mention> + use<'a> {
        let mentions = &self.facts.reading.mentions;
        let first = mentions.partition_point(|mention| mention.span.start < span.start);
        mentions.iter().skip(first).take_while(move |mention| mention.span.start < span.end)
    }

    /// The word stands between quotation marks.
    pub(crate) fn is_quoted(&self, token: u32) -> bool {
        self.facts.reading.tokens.quotation.get(token as usize).is_some_and(|&q| q != 0)
    }
}

/// The words naming the source of an attribution, from the first to the last.
pub(crate) fn source_span(attribution: &Attribution) -> Option<Span> {
    attribution.source.iter().copied().reduce(Span::join)
}

/// The cue reports an act of speech or writing.
pub(crate) fn is_spoken(attribution: &Attribution) -> bool {
    matches!(attribution.cue_kind, CueKind::Speech | CueKind::Writing)
        && !attribution.stance.declined
        && !attribution.stance.negated
}

/// The attribution gives a sentence a source: an act of speech or writing or a document, in any
/// voice but the narrator's. Beliefs, wants and perceptions leave open how the text knows of them.
pub(crate) fn gives_source(attribution: &Attribution) -> bool {
    matches!(attribution.cue_kind, CueKind::Speech | CueKind::Writing | CueKind::Document)
        && attribution.speaker.voice != Voice::Narrator
}

/// The cue reports speech or writing, be it to say that nothing would be said.
pub(crate) fn is_spoken_or_declined(attribution: &Attribution) -> bool {
    matches!(attribution.cue_kind, CueKind::Speech | CueKind::Writing)
}
