use sayso_core::{
    AnchorKind, CueKind, Fact, Form, Hand, QuotationKind, Scope, SectionKind, StatementType, Voice,
    Words,
};

use crate::testing::Case;

#[test]
fn a_content_is_cut_from_its_reporting_clause() {
    let mut case = Case::new("Mara Olsen said that the bridge was closed.");
    case.says("Mara", "Mara Olsen", "said", &["that the bridge was closed"]);
    let done = case.finish();
    let said = done.statement("that the bridge was closed");
    assert_eq!((said.voice, said.scope, said.form), (Voice::Named, Scope::Inside, Form::Finite));
    assert_eq!(said.quotation, Some(QuotationKind::Indirect));
    assert!(!said.reports && said.counts());
    let reporting = done.statement("Mara Olsen said");
    assert!(reporting.reports && reporting.chain.is_empty());
    assert_eq!(reporting.voice, Voice::Narrator);
}

#[test]
fn a_content_without_a_verb_form_is_a_fragment_and_an_infinitive_is_nonfinite() {
    let mut case = Case::new("Karl Brandt wanted to leave the band.");
    case.says("Karl", "Karl Brandt", "wanted", &["to leave the band"]);
    let done = case.finish();
    assert_eq!(done.statement("to leave the band").form, Form::Nonfinite);
}

#[test]
fn a_noun_of_wanting_is_nobodys_statement() {
    let mut case = Case::new("Mara Olsen often met with Karl Brandt's growing desire to leave.");
    case.says("Mara", "Karl Brandt", "growing desire", &["to leave"]).cue_kind = CueKind::Intention;
    let done = case.finish();
    assert_eq!(done.statement("to leave").voice, Voice::Narrator);
}

#[test]
fn a_parenthesis_leaves_a_hole() {
    let mut case = Case::new("Karl Brandt, according to Mara Olsen, wanted to leave.");
    case.says("Karl", "Mara Olsen", "according to", &["Karl Brandt", "wanted to leave"]);
    let done = case.finish();
    let held = done.statement("wanted to leave");
    let words: Vec<&str> = held.spans.iter().map(|&span| done.words(span)).collect();
    assert_eq!(words, ["Karl Brandt", "wanted to leave"]);
    assert!(done.statement("according to Mara Olsen").reports);
}

#[test]
fn nested_voices_stand_outside_in_and_the_weakest_bears_the_basis() {
    let mut case = Case::new("Mara Olsen said an insider claimed that the money was gone.");
    case.says("Mara", "Mara Olsen", "said", &["an insider claimed that the money was gone"]);
    case.says("Mara", "an insider", "claimed", &["that the money was gone"]).speaker.voice =
        Voice::Unnamed;
    let done = case.finish();
    let inner = done.statement("that the money was gone");
    assert_eq!(inner.chain.iter().map(|id| id.0).collect::<Vec<_>>(), [0, 1]);
    assert_eq!((inner.voice, inner.basis.voice), (Voice::Unnamed, Voice::Unnamed));
    assert_eq!(inner.basis.hand, Hand::Relayed);
    assert!(inner.basis.name.is_not_found());
}

#[test]
fn what_others_suspected_is_an_aside() {
    let mut case =
        Case::new("Mara Olsen confirmed what many had feared: the band will never tour.");
    let content = "what many had feared: the band will never tour";
    case.says("Mara", "Mara Olsen", "confirmed", &[content]);
    case.says("Mara", "many", "had feared", &["the band will never tour"]).speaker.voice =
        Voice::Crowd;
    let done = case.finish();
    assert_eq!(done.statement("the band will never tour").basis.voice, Voice::Named);
}

#[test]
fn quoted_words_are_counted_and_titles_are_not() {
    let mut case = Case::new("Mara Olsen said \"the old bridge is closed for good\" and left.");
    case.says("Mara", "Mara Olsen", "said", &["\"the old bridge is closed for good\""]);
    let done = case.finish();
    let basis = &done.statement("the old bridge is closed for good").basis;
    assert_eq!((basis.words, basis.words_quoted), (Words::Direct, 7));
}

#[test]
fn occasion_outlet_and_date_reach_the_basis() {
    let text = "In an interview with Reuters on 3 May 2019, Mara Olsen said the band was over. Olsen said it \
                was late.";
    let mut case = Case::new(text);
    case.says("In an", "Mara Olsen", "said", &["the band was over"]);
    case.says("Olsen said it", "Olsen", "said", &["it was late"]);
    let done = case.finish();
    let first = &done.statement("the band was over").basis;
    assert_eq!(first.outlet.found().map(String::as_str), Some("Reuters"));
    assert_eq!(first.date.found().map(ToString::to_string).as_deref(), Some("2019-05-03"));
    let second = &done.statement("it was late").basis;
    assert!(matches!(second.outlet, Fact::Found { from: sayso_core::Origin::Carried, .. }));
}

#[test]
fn a_reason_for_anonymity_is_found() {
    let text = "An official, who spoke on condition of anonymity, said the bridge was closed.";
    let mut case = Case::new(text);
    case.says("An", "An official", "said", &["the bridge was closed"]);
    let done = case.finish();
    let reason = done.statement("the bridge was closed").basis.reason.clone();
    assert_eq!(reason.found().map(String::as_str), Some("condition of anonymity"));
}

#[test]
fn types_of_statements() {
    for (text, kind) in [
        ("Mara Olsen died in 1998.", StatementType::Checkable),
        ("Each time, Mara Olsen refused.", StatementType::Checkable),
        ("Mara Olsen regretted the quarrel.", StatementType::InnerState),
        ("Mara Olsen was furious.", StatementType::InnerState),
        ("Mara Olsen will return.", StatementType::Prediction),
        ("Mara Olsen was brilliant.", StatementType::Opinion),
        ("Mara Olsen should return.", StatementType::Opinion),
        ("Did Mara Olsen return?", StatementType::Question),
        ("The lights went low.", StatementType::Scene),
        ("Mara Olsen might return.", StatementType::Other),
        ("The terminal handled 410,000 tonnes in 2024.", StatementType::Checkable),
    ] {
        let done = Case::new(text).finish();
        assert_eq!(done.statements.list.len(), 1, "{:?}", done.all());
        assert_eq!(done.statements.list[0].kind, kind, "{text}");
    }
}

#[test]
fn anchors_name_what_one_could_look_up() {
    let done = Case::new("In 1994 Mara Olsen never sold 300 copies.").finish();
    let anchors = &done.statements.list[0].anchors;
    let has = |kind| anchors.iter().find(|a| a.kind == kind).map(|a| a.value.as_str());
    assert_eq!(has(AnchorKind::When), Some("1994"));
    assert_eq!(has(AnchorKind::Who), Some("Mara Olsen"));
    assert_eq!(has(AnchorKind::HowMany), Some("300"));
    assert_eq!(has(AnchorKind::Universal), Some("never"));
    for anchor in anchors {
        assert!(!done.words(anchor.span).is_empty());
    }
}

#[test]
fn distance_counts_back_to_cue_and_name() {
    let text = "Mara Olsen came home.\n\nIt rained. She said the bridge was closed.";
    let mut case = Case::new(text);
    case.says("She said", "She", "said", &["the bridge was closed"]).speaker.entity =
        Some(sayso_core::EntityId(0));
    let done = case.finish();
    let distance = done.statement("the bridge was closed").distance;
    assert_eq!((distance.cue_sentences, distance.name_sentences), (0, 2));
    assert_eq!(distance.name_paragraphs, 1);
}

const CLAIM: &str = "# Mara Olsen reveals why the Grey Herons will never tour again\n\nIn an interview, Mara \
                     Olsen said the Grey Herons will never tour again. The reason, she said, is Karl Brandt. The hall \
                     was full.";

fn claim(extra: &str) -> Case {
    let mut case = Case::new(&format!("{CLAIM}{extra}"));
    let content = "why the Grey Herons will never tour again";
    case.says("Mara", "Mara Olsen", "reveals", &[content]);
    case.says("In an", "Mara Olsen", "said", &["the Grey Herons will never tour again"]);
    case.says("The reason", "she", "said", &["The reason", "is Karl Brandt"]);
    case
}

#[test]
fn the_headlines_claim_is_matched_and_a_third_party_found() {
    let done = claim("").finish();
    let central = &done.statements.central;
    assert_eq!(
        central.span.map(|span| done.words(span)),
        Some("the Grey Herons will never tour again")
    );
    assert!(!central.assumed);
    let all = done.all();
    let found: Vec<_> = central.matches.iter().map(|id| all[id.0 as usize].as_str()).collect();
    assert_eq!(found, ["the Grey Herons will never tour again"]);
    let third = central.third_party.and_then(|id| done.reading.entities.get(id.0 as usize));
    assert_eq!(third.map(|entity| entity.name.as_str()), Some("Karl Brandt"));
    assert!(central.reply.is_not_found());
}

#[test]
fn replies_are_looked_for_in_the_whole_article() {
    for (extra, reply) in [
        ("\n\nKarl Brandt declined to comment.", Some("declined to comment")),
        ("\n\nA lawyer for Karl Brandt did not respond to a request.", Some("did not respond")),
        ("\n\nKarl Brandt could not be reached.", Some("could not be reached")),
        ("\n\nKarl Brandt was asked for comment.", Some("asked for comment")),
        ("\n\nEach time, Karl Brandt declined.", None),
        ("\n\nMara Olsen declined to comment.", None),
    ] {
        let done = claim(extra).finish();
        let found = done.statements.central.reply.found().cloned();
        match reply {
            Some(words) => assert!(found.is_some_and(|f| f.contains(words)), "{extra}"),
            None => assert_eq!(found, None, "{extra}"),
        }
    }
    let mut case = claim("\n\nKarl Brandt said nobody had asked him.");
    case.says("Karl Brandt said", "Karl Brandt", "said", &["nobody had asked him"]);
    let done = case.finish();
    assert!(done.statements.central.reply.found().is_some());
}

#[test]
fn other_polarity_differs() {
    let text = "# The Grey Herons will tour again\n\nMara Olsen wept. The Grey Herons will not tour again.";
    let done = Case::new(text).finish();
    let central = &done.statements.central;
    assert!(central.matches.is_empty());
    assert_eq!(central.differs.len(), 1);
}

#[test]
fn a_headline_whose_cue_introduces_no_clause_claims_all_it_says() {
    let text = "# Dock union endorses Mara Olsen\n\nThe dock union endorses Mara Olsen. It rained.";
    let mut case = Case::new(text);
    case.says("Dock", "Dock union", "endorses", &["Mara Olsen"]);
    case.says("The dock", "The dock union", "endorses", &["Mara Olsen"]);
    let done = case.finish();
    let central = &done.statements.central;
    assert_eq!(central.span.map(|s| done.words(s)), Some("Dock union endorses Mara Olsen"));
    assert_eq!(central.matches.len(), 1);
}

#[test]
fn without_a_headline_the_first_sentence_is_assumed() {
    let done = Case::new("The Grey Herons will tour again. It rained.").finish();
    let central = &done.statements.central;
    assert!(central.assumed);
    assert_eq!(central.span.map(|s| done.words(s)), Some("The Grey Herons will tour again"));
}

#[test]
fn residue_makes_no_statements() {
    let mut case = Case::new("The hall was full.\n\nWatch");
    case.document.sections[1].kind = SectionKind::Residue;
    let done = case.finish();
    assert_eq!(done.all(), ["The hall was full"]);
}
