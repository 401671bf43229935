//! The rules and lists in force: the registry, cut down by selection and changed by a user's words.

use std::collections::BTreeMap;

use sayso_core::{Code, Finding, Severity, Span};

use crate::Facts;
use crate::codes::{Entry, REGISTRY, Status};
use crate::cover::Cover;
use crate::lists::{ListChange, Lists};
use crate::nearest::hint_for;
use crate::report::Report;
use crate::view::View;

/// Most findings that one document gets.
const MOST_FINDINGS: usize = 10_000;

/// Says that there were more.
const LIMIT_REACHED: Code = Code::new('R', 908);

/// What a user asks for. Codes may be cut short: `S2` stands for all that begin so, `S` for the
/// family.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// Only these; empty for all.
    pub select: Vec<String>,
    /// Not these, of those selected.
    pub ignore: Vec<String>,
    /// Preview rules too. A preview rule selected by its whole code runs without it.
    pub preview: bool,
    /// Severities that replace the built-in ones.
    pub severity: BTreeMap<String, Severity>,
    /// Changes of the word lists, by list.
    pub lists: BTreeMap<String, ListChange>,
    /// Let comments in a text allow findings on it. A page could else silence findings on itself.
    pub honour_allow: bool,
}

impl Selection {
    /// A finding has this code, or one that begins so.
    pub(crate) fn is_known(pattern: &str) -> bool {
        REGISTRY.iter().any(|entry| fits(entry.code, pattern))
    }
}

/// A selection that cannot be met.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RuleSetError {
    /// No code begins like that.
    #[error("no finding has the code {0:?}, or one that begins so; {hint}", hint = hint_for(.0))]
    UnknownCode(String),
    /// A change of a list does not fit.
    #[error("{0}")]
    List(String),
}

/// The rules and lists in force; never changes.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<(&'static Entry, Severity)>,
    lists: Lists,
    honours_allow: bool,
    /// Preview rules that were named by their whole code.
    named: Vec<Code>,
}

impl Default for RuleSet {
    /// All stable rules with the built-in lists.
    fn default() -> Self {
        let selection = Selection::default();
        Self {
            rules: choose(&selection),
            lists: Lists::new(&selection.lists).unwrap_or_default(),
            honours_allow: false,
            named: Vec::new(),
        }
    }
}

/// A printed code or its beginning fits.
fn fits(code: Code, pattern: &str) -> bool {
    !pattern.is_empty() && code.to_string().starts_with(pattern)
}

fn choose(selection: &Selection) -> Vec<(&'static Entry, Severity)> {
    let wanted = |entry: &&Entry| {
        let named = |patterns: &[String]| patterns.iter().any(|p| fits(entry.code, p));
        let by_whole_code = selection.select.contains(&entry.code.to_string());
        let by_status = match entry.status {
            Status::Stable => true,
            Status::Preview => selection.preview || by_whole_code,
            Status::Retired => false,
        };
        by_status
            && (selection.select.is_empty() || named(&selection.select))
            && !named(&selection.ignore)
    };
    let severity = |entry: &Entry| {
        let own = selection.severity.iter().filter(|(pattern, _)| fits(entry.code, pattern));
        own.max_by_key(|(pattern, _)| pattern.len()).map_or(entry.severity, |(_, s)| *s)
    };
    REGISTRY.iter().filter(wanted).map(|entry| (entry, severity(entry))).collect()
}

impl RuleSet {
    /// The rules of a selection.
    ///
    /// # Errors
    /// A code that no finding has; a change of a list that does not fit.
    pub fn new(selection: &Selection) -> Result<Self, RuleSetError> {
        let patterns = selection.select.iter().chain(&selection.ignore);
        let mut patterns = patterns.chain(selection.severity.keys());
        if let Some(unknown) = patterns.find(|pattern| !Selection::is_known(pattern)) {
            return Err(RuleSetError::UnknownCode(unknown.clone()));
        }
        let lists = Lists::new(&selection.lists).map_err(RuleSetError::List)?;
        Ok(Self {
            rules: choose(selection),
            lists,
            honours_allow: selection.honour_allow,
            named: selection.select.iter().filter_map(|code| Code::parse(code)).collect(),
        })
    }

    /// The rules in force, by code.
    pub fn entries(&self) -> impl Iterator<Item = &'static Entry> + '_ {
        self.rules.iter().map(|(entry, _)| *entry)
    }

    /// A finding of this code may make a run fail: it is about the text and its rule is settled, or was
    /// asked for by its whole code.
    pub fn counts(&self, code: Code) -> bool {
        let is_settled = crate::codes::entry(code).is_some_and(|e| e.status == Status::Stable);
        code.family != 'R' && (is_settled || self.named.contains(&code))
    }

    /// Comments in a text may allow findings on it.
    pub const fn honours_allow(&self) -> bool {
        self.honours_allow
    }

    /// A digest of the rules, their severities and the lists in force (64-bit FNV-1a, in hex).
    pub fn digest(&self) -> String {
        let rules = self.rules.iter().map(|(e, severity)| format!("{} {severity}", e.code));
        let allow = self.honours_allow.then(|| "honour-allow".to_owned());
        let hash = rules
            .chain(self.lists.lines())
            .chain(allow)
            .fold(FNV_START, |hash, line| fnv1a(fnv1a(hash, line.as_bytes()), b"\n"));
        format!("{hash:016x}")
    }
}

/// Start of a 64-bit FNV-1a hash.
pub(crate) const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// 64-bit FNV-1a (Fowler, Noll and Vo).
pub(crate) fn fnv1a(start: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(start, step)
}

/// All findings of a document, by start, end and code; those of the article as a whole come first. Past
/// [`MOST_FINDINGS`] the rest is left out, and R908 says how many there were.
pub fn find(rules: &RuleSet, facts: Facts<'_>) -> Vec<Finding> {
    let mut view = View::new(facts, &rules.lists);
    view.honours_allow = rules.honours_allow;
    let mut findings = Vec::new();
    // A text that is out of scope is not judged; what the engine says of its own work stands.
    let is_judged = !facts.document.is_out_of_scope();
    let in_force = rules.rules.iter().filter(|(entry, _)| is_judged || entry.code.family == 'R');
    for (entry, severity) in in_force {
        (entry.check)(&view, &mut Report::new(entry, *severity, &mut findings));
    }
    yield_to_others(&mut findings);
    findings.sort_by(|a, b| {
        let place = |f: &Finding| (f.span.map(|s| (s.start, s.end)), f.code);
        place(a).cmp(&place(b)).then_with(|| a.message.cmp(&b.message))
    });
    // Two attributions with one source are one gap.
    findings.dedup_by(|a, b| a.code == b.code && a.span == b.span && a.message == b.message);
    limit(rules, &mut findings);
    findings
}

/// Leaves out what is past the limit, and says so where that finding is wanted.
fn limit(rules: &RuleSet, findings: &mut Vec<Finding>) {
    let all = findings.len();
    if all <= MOST_FINDINGS {
        return;
    }
    findings.truncate(MOST_FINDINGS);
    let said = rules.rules.iter().find(|(entry, _)| entry.code == LIMIT_REACHED);
    let Some((entry, severity)) = said else { return };
    findings.pop();
    let kept = findings.len();
    let mut note = Vec::new();
    Report::new(entry, *severity, &mut note).add(
        None,
        format!("{all} findings; the first {kept} are kept, the others are left out"),
        "Cut the text into parts, or report fewer codes with --select.",
    );
    let place = findings.partition_point(|f| f.span.is_none() && f.code < LIMIT_REACHED);
    findings.splice(place..place, note);
}

/// One cause, one finding: drops those whose place another one holds that they yield to.
fn yield_to_others(findings: &mut Vec<Finding>) {
    let mut spans: BTreeMap<Code, Vec<Span>> = BTreeMap::new();
    for finding in findings.iter() {
        spans.entry(finding.code).or_default().extend(finding.span);
    }
    let covers: BTreeMap<Code, Cover> =
        spans.into_iter().map(|(code, spans)| (code, Cover::of(spans))).collect();
    findings.retain(|finding| {
        let Some(span) = finding.span else { return true };
        let others = crate::codes::entry(finding.code).map_or(&[][..], |entry| entry.yields_to);
        !others.iter().filter_map(|code| covers.get(code)).any(|cover| cover.touches(span))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(selection: &Selection) -> Vec<String> {
        let rules = RuleSet::new(selection).unwrap();
        rules.entries().map(|entry| entry.code.to_string()).collect()
    }

    #[test]
    fn codes_are_chosen_by_their_beginning() {
        let of = |select: &[&str], ignore: &[&str]| {
            let own = |list: &[&str]| list.iter().map(|&s| s.to_owned()).collect();
            codes(&Selection { select: own(select), ignore: own(ignore), ..Selection::default() })
        };
        assert_eq!(of(&["A101", "S208"], &[]), ["A101", "S208"]);
        assert!(of(&["A"], &["A10"]).iter().all(|c| c.starts_with("A1") && !c.starts_with("A10")));
        assert_eq!(of(&[], &[]).len(), RuleSet::default().entries().count());
    }

    #[test]
    fn past_the_limit_the_rest_is_left_out_and_counted() {
        let mut e = crate::example::Example::new("It rained.");
        let end = u32::try_from(MOST_FINDINGS).unwrap() + 5;
        e.document.text = "x".repeat(MOST_FINDINGS + 5);
        let note = |at| sayso_core::Note {
            kind: sayso_core::NoteKind::UnpairedMark,
            span: Some(sayso_core::Span::new(at, at + 1)),
            detail: "A mark has no partner.".into(),
        };
        e.document.notes = (0..end).map(note).collect();
        let of = |ignore: &[&str]| {
            let own = |list: &[&str]| list.iter().map(|&s| s.to_owned()).collect();
            let selection = Selection {
                select: own(&["R"]),
                ignore: own(ignore),
                preview: true,
                ..Selection::default()
            };
            find(&RuleSet::new(&selection).unwrap(), e.facts())
        };
        let findings = of(&[]);
        assert_eq!(findings.len(), MOST_FINDINGS);
        assert_eq!(findings[0].code, LIMIT_REACHED);
        assert!(findings[0].message.starts_with("10005 findings; the first 9999"));
        assert!(of(&["R908"]).iter().all(|f| f.code != LIMIT_REACHED));
    }

    #[test]
    fn unknown_codes_are_refused() {
        let selection = Selection { select: vec!["S9".into()], ..Selection::default() };
        assert_eq!(RuleSet::new(&selection).err(), Some(RuleSetError::UnknownCode("S9".into())));
        let empty = Selection { ignore: vec![String::new()], ..Selection::default() };
        assert!(RuleSet::new(&empty).is_err());
    }

    #[test]
    fn the_digest_follows_rules_severities_and_lists() {
        let base = RuleSet::default().digest();
        assert_eq!(base, RuleSet::default().digest());
        let severity = BTreeMap::from([("S2".to_owned(), Severity::Note)]);
        let changed = Selection { severity, ..Selection::default() };
        assert_ne!(RuleSet::new(&changed).unwrap().digest(), base);
        let add = ListChange { add: vec!["grumble".into()], remove: vec![] };
        let lists = BTreeMap::from([("adverse".to_owned(), add)]);
        assert_ne!(
            RuleSet::new(&Selection { lists, ..Selection::default() }).unwrap().digest(),
            base
        );
    }

    #[test]
    fn a_finding_yields_where_another_covers_it() {
        let finding = |letter, number, start, end| Finding {
            code: Code::new(letter, number),
            name: "",
            severity: Severity::Note,
            span: Some(Span::new(start, end)),
            related: vec![],
            message: String::new(),
            next_step: String::new(),
        };
        let mut findings = vec![
            finding('A', 127, 10, 50),
            finding('A', 127, 12, 14),
            finding('S', 211, 40, 48),
            finding('S', 211, 50, 60),
            finding('S', 208, 20, 30),
        ];
        yield_to_others(&mut findings);
        let left: Vec<_> = findings.iter().map(|f| f.span.unwrap().start).collect();
        assert_eq!(left, [10, 12, 50, 20]);
    }
}
