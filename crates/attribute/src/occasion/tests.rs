use sayso_core::{Attached, CueKind, OccasionKind, VoiceIs};

use crate::testing::{Case, Done};

/// A sentence by one speaker with what is said last.
fn said(text: &str, source: &str, cue: &str, content: &str) -> Done {
    let mut case = Case::new(text);
    case.says(text, source, cue, &[content]);
    case.finish()
}

#[test]
fn a_bare_interview_has_no_outlet_and_no_date() {
    let text = "In a recent interview, Ines Varrow said the tour was over.";
    let done = said(text, "Ines Varrow", "said", "the tour was over");
    let occasion = done.occasion(0).unwrap();
    assert_eq!(done.words(occasion.span), "a recent interview");
    assert_eq!((occasion.kind, occasion.definite), (OccasionKind::Interview, false));
    assert!(occasion.outlet.is_not_found() && occasion.date.is_not_found());
    assert_eq!(done.attributions.list[0].attached, Some(Attached::SameCue));
}

#[test]
fn outlet_place_person_and_date_hang_on_the_noun() {
    let text = "Varrow said at a news conference in London on 3 May 2019 that the tour was over.";
    let done = said(text, "Varrow", "said", "that the tour was over");
    let occasion = done.occasion(0).unwrap();
    assert_eq!(occasion.kind, OccasionKind::NewsConference);
    assert_eq!(occasion.place.found().map(String::as_str), Some("London"));
    assert_eq!(occasion.date.found().map(ToString::to_string).as_deref(), Some("2019-05-03"));
    assert_eq!(done.attributions.list[0].date, occasion.date);
}

#[test]
fn told_an_outlet() {
    let text = "Mara Olsen told Reuters News that the bridge was closed.";
    let done = said(text, "Mara Olsen", "told", "that the bridge was closed");
    let occasion = done.occasion(0).unwrap();
    assert!(occasion.outlet.found_or_doubtful().is_some_and(|outlet| outlet.contains("Reuters")));
    let text = "Mara Olsen told her sister that the bridge was closed.";
    assert!(said(text, "Mara Olsen", "told", "that the bridge was closed").occasion(0).is_none());
}

#[test]
fn a_platform_makes_a_post() {
    let text = "Mara Olsen wrote on Instagram that the bridge was closed.";
    let mut case = Case::new(text);
    case.says(text, "Mara Olsen", "wrote", &["that the bridge was closed"]).cue_kind =
        CueKind::Writing;
    let done = case.finish();
    let occasion = done.occasion(0).unwrap();
    assert_eq!(occasion.kind, OccasionKind::Post);
    assert_eq!(occasion.outlet.found().map(String::as_str), Some("Instagram"));
}

#[test]
fn an_occasion_serves_its_speaker_until_the_next() {
    let mut case = Case::new(
        "In an interview, Mara Olsen said it was over. \"The band was tired,\" she said. At a rally in May \
         2018, Olsen said it was never over. \"We will go on,\" she said.",
    );
    case.says("In an", "Mara Olsen", "said", &["it was over"]);
    case.says("\"The band", "she", "said", &["\"The band was tired,\""]);
    case.says("At a rally", "Olsen", "said", &["it was never over"]);
    case.says("\"We will", "she", "said", &["\"We will go on,\""]);
    let done = case.finish();
    let kinds: Vec<_> = (0..4).map(|i| done.occasion(i).map(|o| o.kind)).collect();
    let (interview, speech) = (Some(OccasionKind::Interview), Some(OccasionKind::Speech));
    assert_eq!(kinds, [interview, interview, speech, speech]);
    let attached: Vec<_> = done.attributions.list.iter().map(|a| a.attached).collect();
    let carried = Some(Attached::Carried);
    let here = Some(Attached::SameCue);
    assert_eq!(attached, [here, carried, here, carried]);
    assert_eq!(done.attributions.occasions.len(), 2);
}

#[test]
fn the_interview_is_the_one_before() {
    let mut case = Case::new(
        "In an interview with Reuters, Mara Olsen said it was over. In the interview, Olsen said she was sure.",
    );
    case.says("In an", "Mara Olsen", "said", &["it was over"]);
    case.says("In the", "Olsen", "said", &["she was sure"]);
    let done = case.finish();
    assert_eq!(done.attributions.occasions.len(), 1);
    assert_eq!(
        done.attributions.list[0].occasion.found(),
        done.attributions.list[1].occasion.found()
    );
}

#[test]
fn a_later_occasion_is_its_own_speakers_alone() {
    let text = "Mara Olsen wants the bridge closed\n\nJonas Brandt called the plan a mistake.\n\nMara Olsen told a \
                news conference on Friday that the bridge was not safe.";
    let mut case = Case::new(text);
    case.says("Jonas", "Jonas Brandt", "called", &["the plan a mistake"]);
    case.says("Mara Olsen told", "Mara Olsen", "told", &["that the bridge was not safe"]);
    let done = case.finish();
    assert!(done.occasion(0).is_none());
    assert_eq!(done.occasion(1).map(|one| one.kind), Some(OccasionKind::NewsConference));
}

#[test]
fn parts_rooms_and_ways_name_occasions() {
    for (text, kind) in [
        ("In a Facebook post, Mara Olsen said that it was over.", OccasionKind::Post),
        ("Mara Olsen said on the club's website that it was over.", OccasionKind::Post),
        ("In a new video message, Mara Olsen said that it was over.", OccasionKind::Post),
        ("Mara Olsen said from the witness stand that it was over.", OccasionKind::Testimony),
        ("Mara Olsen told reporters on a conference call that it was over.", OccasionKind::Other),
        (
            "Mara Olsen said at an off-camera briefing today that it was over.",
            OccasionKind::NewsConference,
        ),
        ("Mara Olsen told the Daily Herald in an email that it was over.", OccasionKind::Letter),
        ("At the start of her speech, Mara Olsen said that it was over.", OccasionKind::Speech),
        ("Before a cheering crowd, Mara Olsen said that it was over.", OccasionKind::Speech),
        ("Mara Olsen said by telephone that it was over.", OccasionKind::Interview),
        ("In a message on Facebook, Mara Olsen said that it was over.", OccasionKind::Post),
        ("In an op-ed, Mara Olsen said that it was over.", OccasionKind::Report),
        (
            "In an interview broadcast on Friday, Mara Olsen said that it was over.",
            OccasionKind::Interview,
        ),
        ("On WOLN 710, Mara Olsen said that it was over.", OccasionKind::Broadcast),
        ("Mara Olsen told the City Council that it was over.", OccasionKind::Other),
        ("On the radio, Mara Olsen said that it was over.", OccasionKind::Broadcast),
        ("Mara Olsen said on social media that it was over.", OccasionKind::Post),
    ] {
        let cue = if text.contains("told") { "told" } else { "said" };
        let done = said(text, "Mara Olsen", cue, "that it was over");
        assert_eq!(done.occasion(0).map(|occasion| occasion.kind), Some(kind), "{text}");
    }
    let text = "Mara Olsen told the Daily Herald in an email that it was over.";
    let done = said(text, "Mara Olsen", "told", "that it was over");
    let outlet = done.occasion(0).unwrap().outlet.found();
    assert!(outlet.is_some_and(|outlet| outlet.contains("Herald")), "{outlet:?}");
    let text = "It was over, according to early results of exit polls.";
    let mut case = Case::new(text);
    let act = case.says(text, "early results of exit polls", "according to", &["It was over"]);
    act.cue_lemma = "according to".to_owned();
    act.cue_kind = CueKind::Document;
    act.speaker.voice_is = VoiceIs::Artefact;
    assert_eq!(case.finish().occasion(0).map(|o| o.kind), Some(OccasionKind::Poll));
    // A name is no law.
    let text = "Norman Law said that it was over.";
    assert!(said(text, "Norman Law", "said", "that it was over").occasion(0).is_none());
}

#[test]
fn talk_about_an_occasion_is_none() {
    for text in [
        "Mara Olsen said the speech was long.",
        "Mara Olsen said in polls that she was ahead.",
        "Mara Olsen said in the event that it was over.",
        "Mara Olsen said that it was over after she had worked with the Daily Herald.",
        "Mara Olsen said the tour and the interviews were over.",
    ] {
        let content = text.rsplit("said ").next().unwrap().trim_end_matches('.');
        let done = said(text, "Mara Olsen", "said", content);
        assert!(done.occasion(0).is_none(), "{text}: {:?}", done.attributions.occasions);
    }
}

#[test]
fn a_belief_does_not_go_on_with_an_occasion() {
    let text = "In an interview, Mara Olsen said it was over. Karl Brandt believes the tour was a success.";
    let mut case = Case::new(text);
    case.says("In an", "Mara Olsen", "said", &["it was over"]);
    case.says("Karl", "Karl Brandt", "believes", &["the tour was a success"]).cue_kind =
        CueKind::Belief;
    assert!(case.finish().occasion(1).is_none());
}

#[test]
fn a_date_beside_the_cue_is_the_acts() {
    let text = "Mara Olsen said on 12 June 2020 that the tour ended in 1998.";
    let done = said(text, "Mara Olsen", "said", "that the tour ended in 1998");
    let date = done.attributions.list[0].date.found().map(ToString::to_string);
    assert_eq!(date.as_deref(), Some("2020-06-12"));
    let text = "Mara Olsen said that the tour ended in 1998.";
    let done = said(text, "Mara Olsen", "said", "that the tour ended in 1998");
    assert!(done.attributions.list[0].date.is_not_found());
}

#[test]
fn an_act_may_be_its_own_occasion() {
    let told = |text: &str, source: &str, cue: &str, kind: CueKind, is: VoiceIs| {
        let mut case = Case::new(text);
        let content = "that the bridge was closed";
        let act = case.says(text, source, cue, &[content]);
        act.cue_kind = kind;
        act.cue_lemma = cue.trim_end_matches("ed").to_owned();
        act.speaker.voice_is = is;
        case.finish().occasion(0).map(|occasion| (occasion.kind, occasion.outlet.found().cloned()))
    };
    let text = "A new report says that the bridge was closed.";
    let own = told(text, "A new report", "says", CueKind::Document, VoiceIs::Artefact);
    assert_eq!(own, Some((OccasionKind::Report, None)));
    let text = "Mara Olsen tweeted that the bridge was closed.";
    let own = told(text, "Mara Olsen", "tweeted", CueKind::Writing, VoiceIs::Person);
    assert_eq!(own, Some((OccasionKind::Post, Some("Twitter".to_owned()))));
    let text = "Mara Olsen told the cheering crowd that the bridge was closed.";
    let own = told(text, "Mara Olsen", "told", CueKind::Speech, VoiceIs::Person);
    assert_eq!(own, Some((OccasionKind::Speech, None)));
}

#[test]
fn a_thing_of_two_houses_is_a_poll() {
    let text = "It was over, according to a new Velm Times / Norrland Post poll.";
    let mut case = Case::new(text);
    let source = "a new Velm Times / Norrland Post poll";
    let act = case.says(text, source, "according to", &["It was over"]);
    act.cue_lemma = "according to".to_owned();
    act.cue_kind = CueKind::Document;
    act.speaker.voice_is = VoiceIs::Artefact;
    assert_eq!(case.finish().occasion(0).map(|o| o.kind), Some(OccasionKind::Poll));
}

#[test]
fn people_are_no_paper_and_a_panel_no_discussion() {
    for (text, source) in [
        ("Some people say that it was over.", "Some people"),
        ("The advisory panel says that it was over.", "The advisory panel"),
        ("The police agency says that it was over.", "The police agency"),
    ] {
        let done = said(text, source, "say", "that it was over");
        assert!(done.occasion(0).is_none(), "{text}: {:?}", done.attributions.occasions);
    }
}

#[test]
fn an_opening_statement_is_part_of_the_debate() {
    let text = "In her opening statement at the debate, Mara Olsen said that it was over.";
    let done = said(text, "Mara Olsen", "said", "that it was over");
    assert_eq!(done.occasion(0).map(|o| o.kind), Some(OccasionKind::Other));
    let text = "Mara Olsen, speaking on condition of anonymity, said that it was over.";
    assert!(said(text, "Mara Olsen", "said", "that it was over").occasion(0).is_none());
}

#[test]
fn an_outlet_told_is_a_relay() {
    let text = "Mara Olsen told Reuters that the bridge was closed.";
    let done = said(text, "Mara Olsen", "told", "that the bridge was closed");
    let relay = &done.attributions.list[0].relay;
    assert_eq!(relay.iter().map(|r| done.words(r.span)).collect::<Vec<_>>(), ["Reuters"]);
}
