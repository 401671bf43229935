use sayso_core::{DoubtReason, Voice};

use crate::testing::{Case, Done};

const OPENING: &str = "Mara Olsen said the band was over. She opened up about the early years. The rooms \
                       were cold. Money was short.\n\nThe drummer was admired. Nobody slept.\n\nKarl Brandt said \
                       it was a fine time. The rest is known.";

fn doubts(done: &Done, index: usize) -> Vec<(Option<DoubtReason>, bool, &str)> {
    let reach = done.attributions.list[index].reach.iter();
    reach.map(|r| (r.why, r.noted, done.words(r.span))).collect()
}

#[test]
fn an_announced_account_is_doubtful_to_the_paragraph_and_noted_to_the_next_cue() {
    let mut case = Case::new(OPENING);
    case.says("Mara", "Mara Olsen", "said", &["the band was over"]);
    case.says("Karl", "Karl Brandt", "said", &["it was a fine time"]);
    let done = case.finish();
    let why = Some(DoubtReason::AfterOpening);
    assert_eq!(
        doubts(&done, 0),
        [
            (why, false, "the early years. The rooms were cold. Money was short."),
            (why, true, "The drummer was admired. Nobody slept."),
        ]
    );
    let trigger = done.attributions.list[0].reach[0].trigger.unwrap();
    assert_eq!(done.words(trigger), "opened up about");
    let cold = done.statement("The rooms were cold");
    assert_eq!((cold.voice, cold.doubt, cold.noted), (Voice::Named, why, false));
    let admired = done.statement("The drummer was admired");
    assert_eq!((admired.voice, admired.doubt, admired.noted), (Voice::Narrator, None, true));
    let rest = done.statement("The rest is known");
    assert_eq!((rest.voice, rest.noted), (Voice::Narrator, false));
}

#[test]
fn words_are_announced_and_none_follow() {
    let text =
        "Mara Olsen was blunt. In her words, the band was a wreck. The end had come. It rained.";
    let mut case = Case::new(text);
    case.says("In her", "her", "In her words", &["the band was a wreck"]);
    let done = case.finish();
    assert!(!done.attributions.list[0].words_given);
    assert_eq!(doubts(&done, 0), [(Some(DoubtReason::WordsAnnounced), false, "The end had come.")]);
    let given = text.replace("the band was a wreck", "\"the band was a wreck\"");
    let mut case = Case::new(&given);
    case.says("In her", "her", "In her words", &["\"the band was a wreck\""]);
    let done = case.finish();
    assert!(done.attributions.list[0].words_given && doubts(&done, 0).is_empty());
}

#[test]
fn a_report_may_go_on_with_a_connective_and_a_pronoun() {
    let text = "Karl Brandt, according to Mara Olsen, wanted to leave. But he left the band in debt. \
                The hall was full.";
    let mut case = Case::new(text);
    case.says("Karl", "Mara Olsen", "according to", &["Karl Brandt", "wanted to leave"]);
    let done = case.finish();
    let why = Some(DoubtReason::AfterAccordingTo);
    assert_eq!(doubts(&done, 0), [(why, false, "But he left the band in debt.")]);
    assert_eq!(done.statement("The hall was full").voice, Voice::Narrator);
}

#[test]
fn narration_after_a_report_is_the_narrators() {
    for text in [
        "Mara Olsen said the band was over. The hall was full.",
        "Mara Olsen said the band was over. Karl Brandt left in 1998.",
        "Mara Olsen said Karl Brandt was ill. He died on 4 May 1998.",
        "Mara Olsen said the band was over.\n\nBut he left the band in debt.",
    ] {
        let mut case = Case::new(text);
        let content = text.split("said ").nth(1).unwrap().split('.').next().unwrap();
        case.says("Mara", "Mara Olsen", "said", &[content]);
        let done = case.finish();
        assert!(doubts(&done, 0).is_empty(), "{text}: {:?}", doubts(&done, 0));
    }
}

#[test]
fn a_look_into_the_last_sources_mind_is_a_viewpoint() {
    let text = "Mara Olsen said the band was over.\n\nThe hall was full. Olsen regretted the quarrel. Karl Brandt \
                regretted nothing.";
    let mut case = Case::new(text);
    case.says("Mara", "Mara Olsen", "said", &["the band was over"]);
    let done = case.finish();
    assert_eq!(
        doubts(&done, 0),
        [(Some(DoubtReason::Viewpoint), false, "Olsen regretted the quarrel.")]
    );
}

#[test]
fn an_account_of_somebody_who_never_spoke_is_no_doubt() {
    let mut case =
        Case::new("Karl Brandt said no. Mara Olsen opened up about the early years. It rained.");
    case.says("Karl", "Karl Brandt", "said", &["no"]);
    assert!(doubts(&case.finish(), 0).is_empty());
}

#[test]
fn announced_words_are_an_attribution_where_none_was_found() {
    let text = "Mara Olsen said it was late. Olsen went home. In her words, the band was a wreck.";
    let mut case = Case::new(text);
    case.says("Mara", "Mara Olsen", "said", &["it was late"]);
    let done = case.finish();
    let [_, announced] = done.attributions.list.as_slice() else { panic!("two attributions") };
    assert_eq!(done.words(announced.cue[0]), "In her words");
    assert_eq!(done.words(announced.content[0]), "the band was a wreck");
    assert_eq!((announced.id.0, announced.words_given), (1, false));
}
