//! The labels of a word in the two passes, and runs of them.

/// Labels of the first pass: none, then first and further word of each role.
pub const LABELS: usize = 7;
/// Labels of the second pass, whose cue is known: none, source, content.
pub const ROLE_LABELS: usize = 5;

/// What a run of words is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// Words naming the one who says.
    Source,
    /// Words that mark the act.
    Cue,
    /// What is said.
    Content,
}

impl Role {
    /// Every one, in the order of their labels.
    pub const ALL: [Self; 3] = [Self::Source, Self::Cue, Self::Content];
}

/// The label of a word of a role: 0 is none, then first and further word of each role.
pub const fn label(role: Role, first: bool) -> u8 {
    1 + 2 * role as u8 + if first { 0 } else { 1 }
}

/// Whether `after` may follow `before`: a further word follows one of its own role only.
pub const fn may_follow(before: usize, after: usize) -> bool {
    after == 0 || after % 2 == 1 || before == after || before + 1 == after
}

/// A run of words of one role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// Its role.
    pub role: Role,
    /// First word, document-wide.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
}

/// The runs of a sequence of labels that starts at word `offset`.
pub fn runs(labels: &[u8], offset: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for (i, &label) in labels.iter().enumerate() {
        let at = offset + i;
        let role = Role::ALL.get(usize::from(label.saturating_sub(1) / 2)).copied();
        match (label, role) {
            (1.., Some(role)) if label % 2 == 1 || !open => {
                runs.push(Run { role, start: at, end: at + 1 });
                open = true;
            }
            (1.., Some(_)) => {
                if let Some(last) = runs.last_mut() {
                    last.end = at + 1;
                }
            }
            _ => open = false,
        }
    }
    runs
}

/// The label of a word in the second pass: that of the first pass without those of cues.
pub const fn role_label(role: Role, first: bool) -> u8 {
    match role {
        Role::Content => label(Role::Cue, first),
        Role::Source | Role::Cue => label(role, first),
    }
}

/// The runs of a sequence of labels of the second pass.
pub fn role_runs(labels: &[u8], offset: usize) -> Vec<Run> {
    let mut runs = runs(labels, offset);
    for run in &mut runs {
        if run.role == Role::Cue {
            run.role = Role::Content;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_labels() {
        let labels = [1, 2, 3, 0, 5, 6, 6, 5];
        let found: Vec<_> = runs(&labels, 10).iter().map(|r| (r.role, r.start, r.end)).collect();
        assert_eq!(
            found,
            [
                (Role::Source, 10, 12),
                (Role::Cue, 12, 13),
                (Role::Content, 14, 17),
                (Role::Content, 17, 18),
            ]
        );
        assert!(may_follow(1, 2) && may_follow(2, 2) && may_follow(0, 3));
        assert!(!may_follow(0, 2) && !may_follow(3, 2) && !may_follow(2, 4));
    }
}
