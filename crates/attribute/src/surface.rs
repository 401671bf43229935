//! The words of a reading as the finders look at them: folded forms, closed word classes, and the
//! marks around them. Built once per document.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sayso_core::{Document, Reading, TokenIndex, Upos};

// Closed classes that stand whatever a tagger says.
const AUX: &str = "is are was were am be been being has have had having do does did will would can could may might must should shall 's 're 've 'll 'd 'm ca wo";
const PREPOSITIONS: &str = "of in on at by for with from about into over under against to after before during through between among since until toward towards upon as than like without within despite near via per off out up down around across behind amid throughout along alongside";
const SUBORDINATORS: &str = "that because if when while although though whether where since why how as unless until after before whereas once so what which who whom whose";
const SUBJECTS: &str = "i he she it we they you who";
const PRONOUNS: &str = "i he she it we they you me him us them who this that these those myself himself herself itself themselves one everyone everybody someone somebody nobody others many some few several most";
const DETERMINERS: &str = "the a an this that these those some any no every each another all both his her its their my your our many several few most two three four five more other such";
const ADVERBS: &str = "also not n't never now then just still already later often again even first recently ever always once only actually instead too however simply long previously repeatedly reportedly initially further merely publicly quickly soon otherwise";

/// A closed class, by its bit.
#[derive(Clone, Copy)]
enum Class {
    Aux = 1,
    Preposition = 2,
    Subordinator = 4,
    Subject = 8,
    Pronoun = 16,
    Determiner = 32,
    Adverb = 64,
}

/// The classes of each word that is in one. A constant of the build, so no hidden state.
static CLASSES: LazyLock<BTreeMap<&str, u8>> = LazyLock::new(|| {
    let lists = [
        (Class::Aux, AUX),
        (Class::Preposition, PREPOSITIONS),
        (Class::Subordinator, SUBORDINATORS),
        (Class::Subject, SUBJECTS),
        (Class::Pronoun, PRONOUNS),
        (Class::Determiner, DETERMINERS),
        (Class::Adverb, ADVERBS),
    ];
    let mut classes = BTreeMap::new();
    for (class, list) in lists {
        for word in list.split(' ') {
            *classes.entry(word).or_default() |= class as u8;
        }
    }
    classes
});

/// Words of one document.
pub(crate) struct Words<'a> {
    pub(crate) document: &'a Document,
    pub(crate) reading: &'a Reading,
    lower: Vec<String>,
    /// The closed classes of each word, a bit each.
    classes: Vec<u8>,
    mark: Vec<Mark>,
    border: Vec<bool>,
}

/// What a token is to a quotation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    /// No mark.
    None,
    /// An opening mark.
    Open,
    /// A closing mark.
    Close,
}

fn listed(list: &str, word: &str) -> bool {
    // By bytes: for words this short a search of characters costs more than the comparison.
    list.as_bytes().split(|&byte| byte == b' ').any(|listed| listed == word.as_bytes())
}

impl<'a> Words<'a> {
    /// Looks at all words of a reading.
    pub(crate) fn new(document: &'a Document, reading: &'a Reading) -> Self {
        let fold = |token| reading.form(document, token).replace('’', "'").to_lowercase();
        let lower: Vec<String> = (0..reading.len()).map(fold).collect();
        let classes = |word: &String| CLASSES.get(word.as_str()).copied().unwrap_or_default();
        let classes = lower.iter().map(classes).collect();
        let mut mark = vec![Mark::None; lower.len()];
        for quotation in &reading.quotations {
            let tokens = reading.tokens_in(quotation.outer);
            let spans = &reading.tokens.span;
            if let Some(first) = tokens.indices().next()
                && spans[first].end <= quotation.inner.start
            {
                mark[first] = Mark::Open;
            }
            if let Some(last) = tokens.indices().next_back()
                && spans[last].start >= quotation.inner.end
            {
                mark[last] = Mark::Close;
            }
        }
        let mut border = vec![false; lower.len() + 1];
        for sentence in &reading.sentences {
            border[sentence.tokens.start as usize] = true;
            border[sentence.tokens.end as usize] = true;
        }
        Self { document, reading, lower, classes, mark, border }
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.lower.len()
    }

    /// The form as written.
    pub(crate) fn form(&self, i: usize) -> &'a str {
        self.reading.form(self.document, u32::try_from(i).unwrap_or(u32::MAX))
    }

    /// The form in lower case with straight apostrophes; empty past the end.
    pub(crate) fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    /// What the token is to a quotation.
    pub(crate) fn mark(&self, i: usize) -> Mark {
        self.mark.get(i).copied().unwrap_or(Mark::None)
    }

    /// The innermost quotation around the token.
    pub(crate) fn quotation(&self, i: usize) -> Option<usize> {
        match self.reading.tokens.quotation.get(i) {
            Some(&number) if number > 0 => Some(number as usize - 1),
            _ => None,
        }
    }

    /// A sentence begins at this token, or one ends before it.
    pub(crate) fn is_border(&self, i: usize) -> bool {
        self.border.get(i).copied().unwrap_or(true)
    }

    /// One of the words, in lower case.
    pub(crate) fn is_any(&self, i: usize, list: &str) -> bool {
        i < self.len() && listed(list, self.lower(i))
    }

    fn is_of(&self, i: usize, class: Class) -> bool {
        self.classes.get(i).is_some_and(|classes| classes & class as u8 != 0)
    }

    pub(crate) fn is_aux(&self, i: usize) -> bool {
        self.is_of(i, Class::Aux)
    }

    pub(crate) fn is_preposition(&self, i: usize) -> bool {
        self.is_of(i, Class::Preposition)
    }

    pub(crate) fn is_subordinator(&self, i: usize) -> bool {
        self.is_of(i, Class::Subordinator)
    }

    /// A pronoun that only subjects take.
    pub(crate) fn is_subject_pronoun(&self, i: usize) -> bool {
        self.is_of(i, Class::Subject)
    }

    pub(crate) fn is_pronoun(&self, i: usize) -> bool {
        self.is_of(i, Class::Pronoun)
    }

    pub(crate) fn is_determiner(&self, i: usize) -> bool {
        self.is_of(i, Class::Determiner)
    }

    pub(crate) fn is_adverb(&self, i: usize) -> bool {
        self.is_of(i, Class::Adverb)
            || (self.lower(i).len() > 4
                && self.lower(i).ends_with("ly")
                && !self.is_capital(i)
                && !listed("family ally reply rally assembly early daily", self.lower(i)))
    }

    pub(crate) fn is_conjunction(&self, i: usize) -> bool {
        self.is_any(i, "and or but nor yet &")
    }

    pub(crate) fn is_capital(&self, i: usize) -> bool {
        i < self.len() && self.form(i).starts_with(char::is_uppercase)
    }

    /// A token without a letter or digit.
    pub(crate) fn is_punctuation(&self, i: usize) -> bool {
        !self.lower(i).contains(char::is_alphanumeric)
    }

    /// A full stop, question or exclamation mark.
    pub(crate) fn is_stop(&self, i: usize) -> bool {
        matches!(self.lower(i).chars().next(), Some('.' | '?' | '!')) && self.is_punctuation(i)
    }

    /// The section that a word stands in.
    pub(crate) fn section(&self, i: usize) -> Option<u32> {
        let sentence = self.reading.sentence_of(TokenIndex::try_from(i).unwrap_or(TokenIndex::MAX));
        self.reading.sentences.get(sentence).map(|sentence| sentence.section)
    }

    pub(crate) fn is_dash(&self, i: usize) -> bool {
        matches!(self.lower(i), "-" | "--" | "–" | "—" | "\u{2015}")
    }

    /// Auxiliary or verb, by list or by tag.
    pub(crate) fn is_verb(&self, i: usize) -> bool {
        let tagged = self.reading.tokens.upos.get(i);
        self.is_aux(i) || matches!(tagged, Some(Upos::Verb | Upos::Aux))
    }

    /// A word that can stand inside a noun phrase without a preposition.
    pub(crate) fn is_nominal(&self, i: usize) -> bool {
        i < self.len()
            && (!self.is_punctuation(i) || self.lower(i) == "-" || self.lower(i) == "%")
            && (!self.is_aux(i) || self.lower(i) == "'s" || self.is_capital(i))
            && !self.is_preposition(i)
            && !self.is_conjunction(i)
            && !self.is_subordinator(i)
            && !self.is_pronoun(i)
            && !(self.is_verb(i) && !self.is_modifier(i) && !self.is_capital(i))
    }

    /// A participle before a noun, as in *a retired general*.
    fn is_modifier(&self, i: usize) -> bool {
        let word = self.lower(i);
        (word.ends_with("ed") || word.ends_with("ing"))
            && i > 0
            && (self.is_determiner(i - 1) || self.is_border(i))
    }
}
