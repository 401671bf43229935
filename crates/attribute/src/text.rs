//! A document together with its reading, and the questions the later modules ask of them: what a
//! word is, which mention stands there, in which section a sentence lies. Words are compared without
//! regard to case, by form or lemma, so that a headline in capitals reads like any other sentence.

use sayso_core::{
    Deprel, Document, Entity, EntityId, EntityKind, Mention, MentionKind, Reading, SectionKind,
    Sentence, Span, TokenIndex, TokenRange, Upos, Xpos,
};

/// A document with its reading.
pub(crate) struct Text<'a> {
    pub(crate) document: &'a Document,
    pub(crate) reading: &'a Reading,
    /// Capitalised words of names and times (*May*): names, whatever their own tag says.
    in_name: Vec<bool>,
    /// Some person has a name.
    names_people: bool,
}

impl<'a> Text<'a> {
    pub(crate) fn new(document: &'a Document, reading: &'a Reading) -> Self {
        let mut in_name = vec![false; reading.tokens.span.len()];
        let names = reading.mentions.iter().filter(|m| m.kind == MentionKind::Name);
        let times = reading.times.iter().map(|time| time.tokens);
        for tokens in names.map(|mention| mention.tokens).chain(times) {
            for token in tokens.range() {
                let capital = reading.form(document, token).starts_with(char::is_uppercase);
                if let Some(slot) = in_name.get_mut(token as usize) {
                    *slot |= capital;
                }
            }
        }
        let names_people = reading.mentions.iter().any(|mention| {
            mention.kind == MentionKind::Name && mention.names == EntityKind::Person
        });
        Self { document, reading, in_name, names_people }
    }

    /// Whether some person has a name in the text.
    pub(crate) fn names_people(&self) -> bool {
        self.names_people
    }

    /// A capitalised word of a name.
    fn is_in_name(&self, token: TokenIndex) -> bool {
        self.in_name.get(token as usize).copied().unwrap_or(false)
    }

    /// The word is part of a time expression.
    pub(crate) fn is_in_time(&self, token: TokenIndex) -> bool {
        let times = &self.reading.times;
        let at = times.partition_point(|time| time.tokens.end <= token);
        times.get(at).is_some_and(|time| time.tokens.contains(token))
    }

    pub(crate) fn form(&self, token: TokenIndex) -> &'a str {
        self.reading.form(self.document, token)
    }

    pub(crate) fn upos(&self, token: TokenIndex) -> Upos {
        if self.is_in_name(token) {
            return Upos::Propn;
        }
        self.reading.tokens.upos.get(token as usize).copied().unwrap_or_default()
    }

    pub(crate) fn xpos(&self, token: TokenIndex) -> Xpos {
        if self.is_in_name(token) {
            return Xpos::Nnp;
        }
        self.reading.tokens.xpos.get(token as usize).copied().unwrap_or_default()
    }

    pub(crate) fn deprel(&self, token: TokenIndex) -> Deprel {
        self.reading.tokens.deprel.get(token as usize).copied().unwrap_or_default()
    }

    /// Form or lemma is `word` (given in lower case).
    pub(crate) fn is(&self, token: TokenIndex, word: &str) -> bool {
        self.form(token).eq_ignore_ascii_case(word)
            || self.reading.lemma(token).eq_ignore_ascii_case(word)
    }

    pub(crate) fn is_any(&self, token: TokenIndex, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(token, word))
    }

    pub(crate) fn is_verb(&self, token: TokenIndex) -> bool {
        matches!(self.upos(token), Upos::Verb | Upos::Aux)
    }

    /// A verb form that carries tense, or a modal.
    pub(crate) fn is_finite(&self, token: TokenIndex) -> bool {
        matches!(self.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
    }

    pub(crate) fn is_nominal(&self, token: TokenIndex) -> bool {
        matches!(self.upos(token), Upos::Noun | Upos::Propn | Upos::Pron)
    }

    pub(crate) fn is_word(&self, token: TokenIndex) -> bool {
        match self.upos(token) {
            Upos::Punct | Upos::Sym => false,
            // An emoji may be tagged so.
            Upos::X => self.form(token).contains(char::is_alphanumeric),
            _ => true,
        }
    }

    /// A word that says something by itself: no mark, conjunction, article or particle.
    pub(crate) fn has_content(&self, token: TokenIndex) -> bool {
        matches!(
            self.upos(token),
            Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Num | Upos::Pron
        )
    }

    /// *his*, *her*, or the *'s* of a name.
    pub(crate) fn is_possessive(&self, token: TokenIndex) -> bool {
        matches!(self.xpos(token), Xpos::PrpPoss | Xpos::Pos)
            || self.is_any(token, &["his", "her", "their", "my", "our", "'s", "’s"])
    }

    /// *not*, *n't*, *never*, *no*.
    pub(crate) fn is_negation(&self, token: TokenIndex) -> bool {
        self.is_any(
            token,
            &["not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none"],
        )
    }

    pub(crate) fn span(&self, tokens: TokenRange) -> Span {
        self.reading.span(tokens)
    }

    pub(crate) fn words(&self, tokens: TokenRange) -> &'a str {
        self.document.slice(self.reading.span(tokens))
    }

    pub(crate) fn sentence(&self, index: usize) -> Option<&'a Sentence> {
        self.reading.sentences.get(index)
    }

    /// Index of the sentence of the first word of a span.
    pub(crate) fn sentence_of(&self, span: Span) -> usize {
        self.reading.sentence_of(self.reading.tokens_in(span).start)
    }

    /// What the section of a sentence is.
    pub(crate) fn section_kind(&self, sentence: &Sentence) -> SectionKind {
        let section = self.document.sections.get(sentence.section as usize);
        section.map_or(SectionKind::Paragraph, |section| section.kind)
    }

    /// Mentions that overlap the words, by place.
    pub(crate) fn mentions_in(&self, tokens: TokenRange) -> impl Iterator<Item = &'a Mention> {
        let mentions = &self.reading.mentions;
        let first = mentions.partition_point(|m| m.tokens.start < tokens.start);
        // A mention that starts before may reach in; mentions nest only a few levels deep.
        let first = first.saturating_sub(4);
        let rest = mentions.get(first..).unwrap_or_default();
        rest.iter()
            .take_while(move |m| m.tokens.start < tokens.end)
            .filter(move |m| m.tokens.end > tokens.start)
    }

    pub(crate) fn entity(&self, id: EntityId) -> Option<&'a Entity> {
        self.reading.entities.get(id.0 as usize)
    }

    /// The entity has a name in the text, and is not only *he* or *the drummer*.
    pub(crate) fn is_named(&self, id: EntityId) -> bool {
        self.entity(id).is_some_and(|entity| {
            let mentions = entity.mentions.iter();
            let found = mentions.filter_map(|&i| self.reading.mentions.get(i as usize));
            found.take(64).any(|mention| mention.kind == MentionKind::Name)
        })
    }
}
