//! The registry: one row per finding. Codes are never reused; a retired one keeps its row.
//!
//! Adding a finding touches three places: its file under `rules/`, whose module doc is its public
//! page, its row here, and its cases in `fixtures/findings/`.

use sayso_core::{Code, Severity};

use crate::report::Report;
use crate::rules;
use crate::view::View;

/// Whether a rule runs by default.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// Off unless previews are asked for; its precision is not yet settled.
    Preview,
    /// On.
    Stable,
    /// Gone; its code is not given to another rule.
    Retired,
}

impl Status {
    /// The status as printed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Preview => "preview",
            Self::Stable => "stable",
            Self::Retired => "retired",
        }
    }
}

/// What part of the text a rule speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// The article as a whole and what it says of itself.
    Article,
    /// Words in the text's own voice.
    Narrator,
    /// Words in somebody's mouth, quoted or not, and the words that put them there.
    Attributed,
    /// Both voices.
    Both,
    /// The engine's own work.
    Engine,
}

impl Subject {
    /// The scope in words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Article => "the article as a whole",
            Self::Narrator => "words in the text's own voice",
            Self::Attributed => "words in somebody's mouth, quoted or not",
            Self::Both => "the text's own voice and words in somebody's mouth",
            Self::Engine => "the engine's own work",
        }
    }
}

/// One finding's row.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Code.
    pub code: Code,
    /// Name, as in `occasion-unlocated`: what the text shows or lacks.
    pub name: &'static str,
    /// Whether it runs by default.
    pub status: Status,
    /// First version that had it.
    pub since: &'static str,
    /// How much it asks for.
    pub severity: Severity,
    /// What it looks at.
    pub subject: Subject,
    /// Public guidance it rests on, `;` between places.
    pub reference: &'static str,
    /// Places that a person has not yet checked: shown as "see also".
    pub see_also: &'static str,
    /// Findings that say the same of the same place and go first.
    pub yields_to: &'static [Code],
    /// Source of the rule's file: its module doc is the public page.
    pub(crate) source: &'static str,
    pub(crate) check: fn(&View<'_>, &mut Report<'_>),
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

macro_rules! registry {
    ($($family:ident::$module:ident: $letter:literal $number:literal $name:literal $status:ident
        $since:literal $severity:ident $subject:ident $reference:literal $see_also:literal
        [$($yield_family:literal $yield_number:literal),*];)+) => {
        /// Every finding, by code.
        pub const REGISTRY: &[Entry] = &[$(Entry {
            code: Code::new($letter, $number),
            name: $name,
            status: Status::$status,
            since: $since,
            severity: Severity::$severity,
            subject: Subject::$subject,
            reference: $reference,
            see_also: $see_also,
            yields_to: &[$(Code::new($yield_family, $yield_number)),*],
            source: include_str!(concat!(
                "rules/", stringify!($family), "/", stringify!($module), ".rs"
            )),
            check: rules::$family::$module::check,
        }),+];

        #[cfg(test)]
        const MODULES: &[&str] = &[$(stringify!($module)),+];
    };
}

registry! {
    article::byline_not_found: 'A' 101 "byline-not-found" Stable "0.1.0" Gap Article
        "CW 18.6; AP" "" [];
    article::date_not_found: 'A' 102 "date-not-found" Stable "0.1.0" Gap Article
        "CW 18.5; CW 18.13" "" [];
    article::place_not_found: 'A' 103 "place-not-found" Stable "0.1.0" Note Article
        "CW 18.13" "" [];
    article::outlet_not_found: 'A' 104 "outlet-not-found" Stable "0.1.0" Gap Article
        "CW 18.4" "" [];
    article::dates_disagree: 'A' 105 "dates-disagree" Stable "0.1.0" Conflict Article
        "" "" [];
    article::headline_unsupported: 'A' 110 "headline-unsupported" Retired "0.1.0" Gap Article
        "CW 8.2.1" "" [];
    article::headline_form: 'A' 111 "headline-form" Preview "0.1.0" Note Article
        "CW 8.1.1" "" [];
    article::speech_without_quotation: 'A' 120 "speech-without-quotation" Preview "0.1.0" Gap Attributed
        "CC original quotes" "" [];
    article::one_source: 'A' 121 "one-source" Preview "0.1.0" Note Attributed
        "BBC" "" [];
    article::unnamed_majority: 'A' 122 "unnamed-majority" Stable "0.1.0" Gap Attributed
        "CW 7.4.1.8; CW 18.49" "" [];
    article::central_claim_unlocated: 'A' 123 "central-claim-unlocated" Preview "0.1.0" Gap Both
        "CW 7.6" "" [];
    article::reply_not_found: 'A' 124 "reply-not-found" Preview "0.1.0" Gap Both
        "CW 18.52; BBC" "" [];
    article::document_not_found: 'A' 125 "document-not-found" Stable "0.1.0" Note Both
        "CW 3.2.3; CW 7.4.1.13" "" [];
    article::time_unanchored: 'A' 126 "time-unanchored" Stable "0.1.0" Gap Both
        "" "WP when; RELTIME" [];
    article::unsourced_stretch: 'A' 127 "unsourced-stretch" Preview "0.1.0" Gap Narrator
        "Reuters" "" [];
    article::text_against_itself: 'A' 130 "text-against-itself" Preview "0.1.0" Conflict Both
        "" "" [];
    article::count_and_names_differ: 'A' 131 "count-and-names-differ" Preview "0.1.0" Note Both
        "" "" [];
    statement::source_unnamed_bare: 'S' 201 "source-unnamed-bare" Stable "0.1.0" Gap Attributed
        "WP who; AP; Reuters" "" [];
    statement::anonymity_unexplained: 'S' 202 "anonymity-unexplained" Stable "0.1.0" Note Attributed
        "CW 7.4.1.12; AP" "" ['S' 201];
    statement::unnamed_opinion: 'S' 203 "unnamed-opinion" Preview "0.1.0" Gap Attributed
        "AP; Reuters" "" [];
    statement::vague_crowd: 'S' 205 "vague-crowd" Stable "0.1.0" Note Attributed
        "WP who" "WP weasel" [];
    statement::agentless_claim: 'S' 206 "agentless-claim" Stable "0.1.0" Note Attributed
        "WP by whom" "" [];
    statement::judgement_unowned: 'S' 207 "judgement-unowned" Preview "0.1.0" Note Narrator
        "" "WP according to whom" [];
    statement::occasion_unlocated: 'S' 208 "occasion-unlocated" Preview "0.1.0" Gap Attributed
        "CW 18.54" "" [];
    statement::date_missing: 'S' 209 "date-missing" Stable "0.1.0" Note Attributed
        "" "WP when" ['S' 208];
    statement::checkable_unattributed: 'S' 211 "checkable-unattributed" Preview "0.1.0" Note Narrator
        "Reuters" "WP citation needed" ['A' 127];
    statement::speaker_late: 'S' 212 "speaker-late" Stable "0.1.0" Note Attributed
        "Reuters" "" [];
    statement::speaker_unresolved: 'S' 213 "speaker-unresolved" Preview "0.1.0" Note Attributed
        "Reuters" "" [];
    statement::attribution_lapsed: 'S' 214 "attribution-lapsed" Preview "0.1.0" Note Both
        "AP" "" [];
    statement::relay_only: 'S' 215 "relay-only" Preview "0.1.0" Gap Attributed
        "CW 7.1.2; BBC" "" [];
    statement::fragment_quotation: 'S' 216 "fragment-quotation" Stable "0.1.0" Note Attributed
        "" "AP" [];
    statement::factive_cue: 'S' 217 "factive-cue" Stable "0.1.0" Note Attributed
        "" "WP SAID" [];
    statement::hedge_only: 'S' 218 "hedge-only" Stable "0.1.0" Gap Narrator
        "" "WP ALLEGED" [];
    statement::inner_state_unsourced: 'S' 219 "inner-state-unsourced" Preview "0.1.0" Gap Narrator
        "" "WP BLP" [];
    statement::adverse_weak: 'S' 220 "adverse-weak" Preview "0.1.0" Gap Both
        "BBC" "WP BLP" ['A' 124];
    statement::unquantified: 'S' 221 "unquantified" Stable "0.1.0" Note Both
        "" "WP quantify; WP vague" [];
    statement::words_announced: 'S' 222 "words-announced" Stable "0.1.0" Gap Attributed
        "" "" [];
    statement::speech_without_content: 'S' 223 "speech-without-content" Preview "0.1.0" Note Narrator
        "" "" [];
    trace::identical_copies: 'T' 301 "identical-copies" Stable "0.1.0" Note Article
        "CW 7.1.1; CW 7.1.2" "" [];
    trace::near_copy_uncredited: 'T' 302 "near-copy-uncredited" Stable "0.1.0" Gap Article
        "CW 7.1.1; CW 7.1.2" "" [];
    trace::same_frame_other_names: 'T' 303 "same-frame-other-names" Preview "0.1.0" Note Article
        "CW 7.1.1; CW 7.1.2" "" [];
    trace::quotation_variant: 'T' 304 "quotation-variant" Preview "0.1.0" Note Attributed
        "CW 7.1.1; CW 7.1.2" "" [];
    trace::same_words_other_speaker: 'T' 305 "same-words-other-speaker" Preview "0.1.0" Conflict
        Attributed "CW 7.1.1; CW 7.1.2" "" [];
    engine::attribution_doubtful: 'R' 901 "attribution-doubtful" Preview "0.1.0" Note Engine
        "" "" [];
    engine::out_of_scope: 'R' 902 "out-of-scope" Stable "0.1.0" Note Engine
        "" "" [];
    engine::looks_truncated: 'R' 903 "looks-truncated" Stable "0.1.0" Note Engine
        "" "" [];
    engine::offset_map_uncertain: 'R' 904 "offset-map-uncertain" Stable "0.1.0" Note Engine
        "" "" [];
    engine::page_residue: 'R' 905 "page-residue" Stable "0.1.0" Note Engine
        "" "" [];
    engine::bytes_replaced: 'R' 906 "bytes-replaced" Stable "0.1.0" Note Engine
        "" "" [];
    engine::unpaired_mark: 'R' 907 "unpaired-mark" Preview "0.1.0" Note Engine
        "" "" [];
    engine::limit_reached: 'R' 908 "limit-reached" Stable "0.1.0" Note Engine
        "" "" [];
    engine::allow_ignored: 'R' 909 "allow-ignored" Stable "0.1.0" Note Engine
        "" "" [];
}

/// The row of a code.
pub fn entry(code: Code) -> Option<&'static Entry> {
    REGISTRY.iter().find(|entry| entry.code == code)
}

/// What the short names in `reference` and `see_also` stand for.
pub const REFERENCES: &[(&str, &str)] = &[
    ("AP", "Associated Press, News Values and Principles"),
    ("BBC", "BBC, Editorial Guidelines"),
    ("CC", "Credibility Coalition, credibility indicators"),
    (
        "CW",
        "W3C Credible Web Community Group, Credibility Signals, draft of 2019-11-26, by section",
    ),
    ("RELTIME", "Wikipedia, Manual of Style on relative time"),
    ("Reuters", "Reuters, Handbook of Journalism"),
    ("WP", "Wikipedia, inline tag or guideline of that name"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_order_and_fit_their_files() {
        assert!(REGISTRY.is_sorted_by(|a, b| (family_rank(a), a.code) < (family_rank(b), b.code)));
        for (entry, module) in REGISTRY.iter().zip(MODULES) {
            assert_eq!(entry.name.replace('-', "_"), *module, "{}", entry.code);
        }
        let mut names: Vec<_> = REGISTRY.iter().map(|entry| entry.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), REGISTRY.len());
    }

    fn family_rank(entry: &Entry) -> usize {
        "ASTCR".find(entry.code.family).unwrap()
    }

    #[test]
    fn findings_yield_to_findings_that_exist() {
        for other in REGISTRY.iter().flat_map(|entry| entry.yields_to) {
            assert!(entry(*other).is_some(), "{other}");
        }
    }

    #[test]
    fn references_are_known() {
        for entry in REGISTRY {
            let places = entry.reference.split("; ").chain(entry.see_also.split("; "));
            for place in places.filter(|place| !place.is_empty()) {
                let short = place.split(' ').next().unwrap();
                assert!(REFERENCES.iter().any(|(name, _)| *name == short), "{place}");
            }
        }
    }
}
