//! The machine-readable face: an analysis in the published shapes, with offsets in one unit.

mod shapes;

use sayso_core as core;
use sayso_core::{Fact, Lines, OffsetUnit, Offsets, Origin, Span};
use sayso_findings as findings;

use crate::Analysis;

use shapes::At;
pub use shapes::*;

/// Converts spans and facts for one text and unit.
struct Converter<'a> {
    analysis: &'a Analysis,
    offsets: Offsets<'a>,
    lines: Lines<'a>,
}

impl Converter<'_> {
    fn at(&self, span: Span) -> At {
        self.offsets.span(span)
    }

    fn all(&self, spans: &[Span]) -> Vec<At> {
        spans.iter().map(|&span| self.at(span)).collect()
    }

    fn fact<T: Clone, U>(&self, fact: &Fact<T>, value: impl FnOnce(T) -> U) -> FactOut<U> {
        let out = |state| FactOut { state, value: None, span: None, from: None, why: None };
        match fact {
            Fact::Found { value: v, span, from } => FactOut {
                value: Some(value(v.clone())),
                span: span.map(|span| self.at(span)),
                from: Some(match from {
                    Origin::Text => "text".to_owned(),
                    Origin::Carried => "carried".to_owned(),
                    Origin::Option => "option".to_owned(),
                    Origin::Field(name) => name.clone(),
                }),
                ..out("found")
            },
            Fact::Doubtful { value: v, span, why } => FactOut {
                value: Some(value(v.clone())),
                span: span.map(|span| self.at(span)),
                why: Some(why.clone()),
                ..out("doubtful")
            },
            Fact::NotFound => out("not_found"),
            Fact::NotLooked => out("not_looked"),
            Fact::NotApplicable => out("not_applicable"),
        }
    }

    fn text(&self, fact: &Fact<String>) -> FactOut<String> {
        self.fact(fact, |value| value)
    }

    fn date(&self, fact: &Fact<core::Date>) -> FactOut<String> {
        self.fact(fact, |date| date.to_string())
    }

    fn attribution(&self, a: &core::Attribution) -> AttributionOut {
        AttributionOut {
            id: a.id.0,
            source: self.all(&a.source),
            cue: self.all(&a.cue),
            content: self.all(&a.content),
            reach: a
                .reach
                .iter()
                .map(|reach| ReachOut {
                    span: self.at(reach.span),
                    scope: reach.scope,
                    why: reach.why,
                    trigger: reach.trigger.map(|span| self.at(span)),
                    noted: reach.noted,
                })
                .collect(),
            speaker: SpeakerOut {
                entity: a.speaker.entity.map(|id| id.0),
                name: a.speaker.name.clone(),
                voice_is: a.speaker.voice_is,
                how: a.speaker.how,
                joint: a.speaker.joint,
                described_as: a.speaker.described_as.map(|span| self.at(span)),
            },
            voice: a.speaker.voice,
            quotation: a.quotation,
            cue_kind: a.cue_kind,
            cue_lemma: a.cue_lemma.clone(),
            stance: StanceOut {
                factivity: a.stance.factivity,
                negated: a.stance.negated,
                modality: a.stance.modality,
                hedges: self.all(&a.stance.hedges),
                declined: a.stance.declined,
            },
            words_given: a.words_given,
            occasion: self.fact(&a.occasion, |id| id.0),
            attached: a.attached,
            date: self.date(&a.date),
            depth: a.depth,
            parent: a.parent.map(|id| id.0),
            relay: a
                .relay
                .iter()
                .map(|relay| RelayOut { span: self.at(relay.span), name: relay.name.clone() })
                .collect(),
            // Three decimals say all that the calibration supports.
            p: (f64::from(a.p) * 1000.0).round() / 1000.0,
            why: a.why.clone(),
            capped: a.capped,
        }
    }

    fn statement(&self, s: &core::Statement) -> StatementOut {
        let graded = findings::grade(&s.basis, s.kind);
        let b = &s.basis;
        StatementOut {
            id: s.id.0,
            spans: self.all(&s.spans),
            sentence: s.sentence,
            form: s.form,
            kind: s.kind,
            voice: s.voice,
            source: self.analysis.attributions.who_says(s).and_then(|a| a.speaker.name.clone()),
            chain: s.chain.iter().map(|id| id.0).collect(),
            quotation: s.quotation,
            scope: s.scope,
            doubt: s.doubt,
            noted: s.noted,
            reports: s.reports,
            headline: s.headline,
            grade: GradeOut {
                letter: graded.high,
                name: graded.high.name(),
                low: graded.low,
                high: graded.high,
                reasons: graded.reasons,
            },
            anchors: s
                .anchors
                .iter()
                .map(|anchor| AnchorOut {
                    kind: anchor.kind,
                    span: self.at(anchor.span),
                    value: anchor.value.clone(),
                    anchored: anchor.anchored,
                })
                .collect(),
            basis: BasisOut {
                voice: b.voice,
                name: self.text(&b.name),
                role: self.text(&b.role),
                words: b.words,
                words_quoted: b.words_quoted,
                occasion: self.text(&b.occasion),
                outlet: self.text(&b.outlet),
                document: self.text(&b.document),
                place: self.text(&b.place),
                date: self.date(&b.date),
                hand: b.hand,
                reason: self.text(&b.reason),
            },
            distance: s.distance,
        }
    }

    fn source(&self, row: &findings::SourceRow) -> SourceOut {
        let occasion = |o: &findings::SourceOccasion| SourceOccasionOut {
            words: o.words.clone(),
            span: self.at(o.span),
            located: o.located,
        };
        SourceOut {
            name: row.name.clone(),
            written: row.written.clone(),
            entity: row.entity.map(|id| id.0),
            voice: row.voice,
            voice_is: row.voice_is,
            statements: row.statements,
            doubtful: row.doubtful,
            words_quoted: row.words_quoted,
            occasions: row.occasions.iter().map(occasion).collect(),
            dates: row.dates.clone(),
            grades: [row.best, row.weakest],
            first: row.first.map(|span| self.at(span)),
        }
    }

    fn summary(&self) -> SummaryOut {
        let summary = &self.analysis.summary;
        let question = |q: &findings::Question| QuestionOut {
            question: q.question.clone(),
            statements: q.statements,
            from: q.from,
            to: q.to,
            central: q.central,
            span: q.span.map(|span| self.at(span)),
        };
        SummaryOut {
            last_line: summary.last_line.clone(),
            slots: summary.slots.clone(),
            counts: summary.counts.clone(),
            narrator: NarratorOut {
                statements: summary.narrator.statements,
                checkable: summary.narrator.checkable,
                longest_run: summary.narrator.longest_run.map(|span| self.at(span)),
                longest_run_sentences: summary.narrator.longest_run_sentences,
            },
            ask_next: summary.ask_next.iter().map(question).collect(),
        }
    }

    fn occasion(&self, o: &core::Occasion) -> OccasionOut {
        OccasionOut {
            kind: o.kind,
            span: self.at(o.span),
            outlet: self.text(&o.outlet),
            place: self.text(&o.place),
            with_whom: self.text(&o.with_whom),
            date: self.date(&o.date),
            time: o.time.map(|span| self.at(span)),
            title: self.text(&o.title),
            definite: o.definite,
        }
    }

    fn finding(&self, (f, print): (&core::Finding, &String)) -> FindingOut {
        FindingOut {
            code: f.code.to_string(),
            name: f.name,
            severity: f.severity,
            span: f.span.map(|span| self.at(span)),
            line: f.span.map(|span| self.lines.place(span.start)),
            related: f
                .related
                .iter()
                .map(|&(span, label)| RelatedOut { span: self.at(span), label })
                .collect(),
            message: f.message.clone(),
            next_step: f.next_step.clone(),
            fingerprint: print.clone(),
        }
    }
}

impl Converter<'_> {
    fn copies(&self, copies: Option<&crate::Copies>) -> CopiesOut {
        let Some(copies) = copies else {
            let (limits, texts) = (Vec::new(), Vec::new());
            return CopiesOut { state: "not_looked", documents: None, dates: None, limits, texts };
        };
        CopiesOut {
            state: if copies.texts.is_empty() { "not_found" } else { "found" },
            documents: Some(copies.documents),
            dates: copies.dates.clone().map(<[String; 2]>::from),
            limits: copies.limits.iter().map(|limit| limit.name()).collect(),
            texts: copies.texts.iter().map(|text| self.copy(text)).collect(),
        }
    }

    fn copy(&self, text: &findings::OtherText) -> CopyOut {
        CopyOut {
            id: text.id.clone(),
            outlet: text.outlet.clone(),
            date: text.date.map(|date| date.to_string()),
            relation: text.kin.name(),
            words: text.words.into(),
            passages: text.passages.iter().map(|(here, _)| self.at(*here)).collect(),
            swaps: text
                .swaps
                .iter()
                .map(|swap| SwapOut {
                    here: swap.here.clone(),
                    there: swap.there.clone(),
                    places: self.all(&swap.places),
                    main: swap.main,
                })
                .collect(),
            quotations: text
                .quotations
                .iter()
                .map(|quote| SharedOut {
                    here: self.at(quote.here),
                    there: quote.there.clone(),
                    change: quote.change.name(),
                    speakers: quote.speakers.clone().map(<[String; 2]>::from),
                })
                .collect(),
        }
    }
}

/// All that is known of one document, with offsets in `unit`.
pub fn json(analysis: &Analysis, unit: OffsetUnit) -> Output {
    let document = &analysis.document;
    let reading = &analysis.reading;
    let convert = Converter {
        analysis,
        offsets: Offsets::new(&document.text, unit),
        lines: Lines::new(&document.text),
    };
    let meta = &document.meta;
    let central = &analysis.statements.central;
    Output {
        sayso: env!("CARGO_PKG_VERSION"),
        rules: analysis.rules.clone(),
        id: document.id.clone(),
        kind: document.kind,
        declined: document.declined().map(str::to_owned),
        limits: super::limits(document, reading).into_iter().map(str::to_owned).collect(),
        offsets: unit,
        title: convert.text(&meta.title.fact),
        byline: convert.fact(&meta.byline.fact, |names| names),
        date: convert.date(&meta.date.fact),
        outlet: convert.text(&meta.outlet.fact),
        place: convert.text(&meta.place.fact),
        agency: convert.text(&meta.agency.fact),
        url: convert.text(&meta.url.fact),
        language: convert.text(&meta.language.fact),
        text: document.text.clone(),
        sections: document
            .sections
            .iter()
            .map(|section| SectionOut { kind: section.kind, span: convert.at(section.span) })
            .collect(),
        sentences: Sentences {
            count: reading.sentences.len(),
            spans: reading.sentences.iter().map(|s| convert.at(s.span)).collect(),
        },
        quotations: reading
            .quotations
            .iter()
            .map(|quotation| QuotationOut {
                span: convert.at(quotation.outer),
                inner: convert.at(quotation.inner),
                kind: quotation.form,
                closed_by: quotation.closed_by,
                depth: quotation.depth,
                continues: quotation.continues,
            })
            .collect(),
        sources: analysis.summary.sources.iter().map(|row| convert.source(row)).collect(),
        attributions: analysis.attributions.list.iter().map(|a| convert.attribution(a)).collect(),
        occasions: analysis.attributions.occasions.iter().map(|o| convert.occasion(o)).collect(),
        statements: analysis.statements.list.iter().map(|s| convert.statement(s)).collect(),
        central_claim: CentralOut {
            text: central.span.map(|span| document.slice(span).to_owned()),
            span: central.span.map(|span| convert.at(span)),
            statement: central.statement.map(|id| id.0),
            assumed: central.assumed,
            matches: central.matches.iter().map(|id| id.0).collect(),
            differs: central.differs.iter().map(|id| id.0).collect(),
            third_party: central
                .third_party
                .and_then(|id| Some(reading.entities.get(id.0 as usize)?.name.clone())),
            reply: convert.text(&central.reply),
        },
        findings: analysis
            .findings
            .iter()
            .zip(&analysis.fingerprints)
            .map(|finding| convert.finding(finding))
            .collect(),
        suppressed: {
            let (allowed, known) = super::not_shown(analysis);
            SuppressedOut { allowed, known }
        },
        copies: convert.copies(analysis.copies.as_ref()),
        summary: convert.summary(),
    }
}
