//! Gold words and sentences as a document and a reading, for analysis by the engine.

use sayso_core::{
    Document, InputKind, Metadata, Reading, Sentence as Read, SourceMap, Span, StringId,
    TokenFlags, TokenRange,
};

/// A document of the given sentences' forms, one space between words, and its split reading.
pub fn reading<'a>(sentences: impl Iterator<Item = &'a [String]>) -> (Document, Reading) {
    let mut document = Document {
        id: String::new(),
        kind: InputKind::Conllu,
        encoding: "utf-8".to_owned(),
        text: String::new(),
        sections: Vec::new(),
        meta: Metadata::default(),
        set_aside: Vec::new(),
        map: SourceMap::identity(0),
        notes: Vec::new(),
    };
    let mut reading = Reading::default();
    let place = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
    for forms in sentences {
        let first = reading.len();
        for form in forms {
            let start = place(&document.text);
            document.text.push_str(form);
            reading.tokens.span.push(Span::new(start, place(&document.text)));
            document.text.push(' ');
        }
        let tokens = TokenRange::new(first, reading.len());
        let span = reading.span(tokens);
        reading.sentences.push(Read { tokens, span, section: 0 });
    }
    let n = reading.tokens.span.len();
    let columns = &mut reading.tokens;
    columns.odd_form.resize(n, StringId::default());
    columns.lemma.resize(n, StringId::default());
    columns.feats.resize(n, StringId::default());
    columns.upos.resize_with(n, Default::default);
    columns.xpos.resize_with(n, Default::default);
    columns.deprel.resize_with(n, Default::default);
    columns.head = (0..).take(n).collect();
    columns.flags.resize(n, TokenFlags::SPACE_AFTER);
    columns.tag_margin.resize(n, 0);
    columns.head_margin.resize(n, 0);
    columns.quotation.resize(n, 0);
    document.map = SourceMap::identity(place(&document.text));
    (document, reading)
}
