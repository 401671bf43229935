//! Findings that are not shown, and why: an allowance in the text that the caller honours, or a baseline
//! that knows them. They are kept apart and counted, never lost.

use sayso_core::Finding;

use crate::allow::{allowed, comments};
use crate::{Baseline, Facts, RuleSet, fingerprints};

/// Why a finding is not shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// A comment before its paragraph allows it, with this reason.
    Allowed(String),
    /// The baseline holds it.
    Known,
}

/// A finding that is not shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Its fingerprint.
    pub fingerprint: String,
    /// Why it is not shown.
    pub why: Why,
}

/// Findings to be shown, each with its fingerprint, and those that are not; both in their order.
pub fn suppress(
    rules: &RuleSet,
    baseline: Option<&Baseline>,
    facts: Facts<'_>,
    findings: Vec<Finding>,
) -> (Vec<Finding>, Vec<String>, Vec<Suppressed>) {
    let allows: Vec<_> = if rules.honours_allow() {
        comments(facts.document).into_iter().filter_map(|(_, allow)| allow.ok()).collect()
    } else {
        Vec::new()
    };
    let prints = fingerprints(facts.document, facts.reading, &findings);
    let (mut shown, mut shown_prints, mut not_shown) = (Vec::new(), Vec::new(), Vec::new());
    for (finding, fingerprint) in findings.into_iter().zip(prints) {
        let known = baseline.is_some_and(|baseline| !baseline.is_new(&fingerprint));
        let why = match allowed(&finding, &allows) {
            Some(allow) => Some(Why::Allowed(allow.reason.clone())),
            None => known.then_some(Why::Known),
        };
        if let Some(why) = why {
            not_shown.push(Suppressed { finding, fingerprint, why });
        } else {
            shown.push(finding);
            shown_prints.push(fingerprint);
        }
    }
    (shown, shown_prints, not_shown)
}

#[cfg(test)]
mod tests {
    use sayso_core::{SectionKind, Voice};

    use super::*;
    use crate::Selection;
    use crate::example::Example;

    #[test]
    fn allowed_and_known_findings_are_kept_apart() {
        let text = "<!-- sayso: allow S201 by agreement -->\n\nA source said rain. It rained.\n\n\
                    An insider said hail. It hailed.";
        let mut e = Example::new(text);
        e.document.sections[0].kind = SectionKind::Residue;
        e.says("A source", "said", "rain", Voice::Unnamed);
        e.says("An insider", "said", "hail", Voice::Unnamed);
        let findings = e.findings("S201");
        assert_eq!(findings.len(), 2);
        let facts = e.facts();
        let part = |honour_allow, baseline: Option<&Baseline>| {
            let rules = RuleSet::new(&Selection { honour_allow, ..Selection::default() }).unwrap();
            let (shown, prints, not_shown) = suppress(&rules, baseline, facts, findings.clone());
            assert_eq!(shown.len(), prints.len());
            (prints, not_shown.into_iter().map(|s| s.why).collect::<Vec<_>>())
        };
        let (prints, none) = part(false, None);
        assert_eq!((prints.len(), none.len()), (2, 0));
        assert_eq!(part(true, None).1, [Why::Allowed("by agreement".into())]);
        let baseline = Baseline::of(prints.into_iter().skip(1));
        assert_eq!(part(false, Some(&baseline)).1, [Why::Known]);
        assert_eq!(part(true, Some(&baseline)).0.len(), 0);
    }
}
