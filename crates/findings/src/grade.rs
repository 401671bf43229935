//! The traceability grade: could a reader look this up, and how far does the text carry them?
//!
//! A pure function of the basis and of what the statement is about; it never sees the text. Words
//! quoted, hedges, relay depth and copies stay beside it, and grades are never averaged. Doubtful
//! facts are counted once as absent (`low`) and once as present (`high`). Source of the method: own,
//! after the attribution rules of news agencies' style guides.

use sayso_core::{Basis, Date, Fact, Graded, Letter, Scope, Statement, StatementType, Voice};

/// What a basis shows at one level of doubt: all that the letter depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact that is there or not")]
struct Seen {
    voice: Voice,
    checkable: bool,
    name: bool,
    role_or_reason: bool,
    document: bool,
    locator: bool,
    date: SeenDate,
}

/// How fine a date is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum SeenDate {
    None,
    Year,
    Month,
}

impl Seen {
    fn of(basis: &Basis, kind: StatementType, with_doubtful: bool) -> Self {
        fn there<T>(fact: &Fact<T>, with_doubtful: bool) -> Option<&T> {
            if with_doubtful { fact.found_or_doubtful() } else { fact.found() }
        }
        let has = |fact: &Fact<String>| there(fact, with_doubtful).is_some();
        let uncertain_voice = basis.scope == Scope::Doubtful && !with_doubtful;
        let checkable = kind == StatementType::Checkable;
        if uncertain_voice {
            return Self {
                voice: Voice::Narrator,
                checkable,
                name: false,
                role_or_reason: false,
                document: false,
                locator: false,
                date: SeenDate::None,
            };
        }
        let place_of_occasion = has(&basis.occasion) && has(&basis.place);
        Self {
            voice: basis.voice,
            checkable,
            name: has(&basis.name),
            role_or_reason: has(&basis.role) || has(&basis.reason),
            document: has(&basis.document),
            locator: has(&basis.outlet) || has(&basis.document) || place_of_occasion,
            date: match there(&basis.date, with_doubtful) {
                None => SeenDate::None,
                Some(Date { month: None, .. }) => SeenDate::Year,
                Some(_) => SeenDate::Month,
            },
        }
    }

    /// The voice has a name, or a document has an issuer, title, number or link.
    const fn is_named(self) -> bool {
        match self.voice {
            Voice::Named | Voice::Doubtful => self.name,
            Voice::Document => self.name || self.document,
            Voice::Narrator => self.document,
            Voice::Described | Voice::Unnamed | Voice::Crowd => false,
        }
    }

    fn letter(self) -> Letter {
        match self.voice {
            Voice::Narrator if !self.document && self.checkable => Letter::U,
            Voice::Narrator if !self.document => Letter::N,
            Voice::Crowd => Letter::F,
            _ if self.is_named() => match (self.locator, self.date) {
                (true, SeenDate::Year | SeenDate::Month) => Letter::A,
                (true, SeenDate::None) | (false, SeenDate::Month) => Letter::B,
                (false, SeenDate::None | SeenDate::Year) => Letter::C,
            },
            // A lone first name is a description.
            _ if self.role_or_reason || self.name => Letter::D,
            _ => Letter::E,
        }
    }

    fn reasons(self) -> Vec<String> {
        let mut reasons: Vec<&str> = Vec::new();
        let letter = self.letter();
        match letter {
            Letter::U => reasons.push("no source is given for something one could look up"),
            Letter::N => reasons.push("the text's own voice, nothing to look up"),
            Letter::F => reasons.push("a crowd or nobody speaks"),
            Letter::E => reasons.push("no name, role or reason is given"),
            Letter::D => reasons.push("a role, a reason or a first name, and no full name"),
            Letter::A | Letter::B | Letter::C => {
                reasons.push(if self.voice == Voice::Named { "named" } else { "identified" });
                reasons.push(if self.locator {
                    "outlet, document or place given"
                } else {
                    "no outlet, document or place"
                });
                reasons.push(match self.date {
                    SeenDate::None => "no date",
                    SeenDate::Year => "year given",
                    SeenDate::Month => "date given",
                });
            }
        }
        reasons.into_iter().map(str::to_owned).collect()
    }
}

/// The grade of a basis. `kind` matters for the narrator's own voice only: something one could look
/// up is `U`, anything else `N`.
pub fn grade(basis: &Basis, kind: StatementType) -> Graded {
    let (low, high) = (Seen::of(basis, kind, false), Seen::of(basis, kind, true));
    let mut reasons = high.reasons();
    if low != high {
        reasons.extend(doubts(basis));
    }
    Graded { low: low.letter(), high: high.letter(), reasons }
}

/// The grade of a statement.
pub fn grade_statement(statement: &Statement) -> Graded {
    grade(&statement.basis, statement.kind)
}

/// Which facts are doubtful, in words.
fn doubts(basis: &Basis) -> Vec<String> {
    let texts = [
        ("name", &basis.name),
        ("role", &basis.role),
        ("reason", &basis.reason),
        ("outlet", &basis.outlet),
        ("document", &basis.document),
        ("occasion", &basis.occasion),
        ("place", &basis.place),
    ];
    let mut doubts = Vec::new();
    if basis.scope == Scope::Doubtful {
        doubts.push("doubtful: whose words these are".to_owned());
    }
    for (what, fact) in texts {
        if let Fact::Doubtful { why, .. } = fact {
            doubts.push(format!("doubtful {what}: {why}"));
        }
    }
    if let Fact::Doubtful { why, .. } = &basis.date {
        doubts.push(format!("doubtful date: {why}"));
    }
    doubts
}

/// How a grade is printed: letter and name together, with `?` where doubt changes the letter.
pub fn grade_label(graded: &Graded) -> String {
    let doubt = if graded.settled().is_none() { "?" } else { "" };
    format!("{}{doubt} {}", graded.high, graded.high.name())
}

/// The table of all grades as Markdown, made by running [`grade`] over every combination that the
/// letter depends on.
pub fn grade_table() -> String {
    let mut out =
        String::from("| voice | identified | locator | date | grade |\n|---|---|---|---|---|\n");
    for (voice, rows) in table_rows() {
        for row in rows {
            let letter = row.letter();
            let identified = match (row.is_named(), row.role_or_reason || row.name) {
                (true, _) => "by name, title or link",
                (false, true) => "by role, reason or first name",
                (false, false) => "no",
            };
            let (identified, locator, date) = match letter {
                Letter::U => ("checkable", "-", "-"),
                Letter::N => ("not checkable", "-", "-"),
                Letter::D | Letter::E | Letter::F => (identified, "any", "any"),
                Letter::A | Letter::B | Letter::C => (
                    identified,
                    if row.locator { "given" } else { "not found" },
                    match row.date {
                        SeenDate::None => "not found",
                        SeenDate::Year => "year",
                        SeenDate::Month => "month or day",
                    },
                ),
            };
            let line = format!(
                "| {voice} | {identified} | {locator} | {date} | {letter} {} |\n",
                letter.name()
            );
            if !out.contains(&line) {
                out.push_str(&line);
            }
        }
    }
    out
}

fn table_rows() -> Vec<(Voice, Vec<Seen>)> {
    let bools = [true, false];
    let dates = [SeenDate::Month, SeenDate::Year, SeenDate::None];
    let rows_of = |voice| {
        let mut rows = Vec::new();
        for name in bools {
            for role_or_reason in bools {
                for locator in bools {
                    for date in dates {
                        for checkable in bools {
                            let document = voice == Voice::Document && name && locator;
                            rows.push(Seen {
                                voice,
                                checkable,
                                name: name && voice != Voice::Narrator,
                                role_or_reason,
                                document,
                                locator,
                                date,
                            });
                        }
                    }
                }
            }
        }
        (voice, rows)
    };
    Voice::ALL.iter().copied().map(rows_of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::basis;

    const STATES: [u8; 3] = [0, 1, 2];
    const POWERS: [usize; 7] = [1, 3, 9, 27, 81, 243, 729];

    fn fact(state: u8) -> Fact<String> {
        match state {
            0 => Fact::NotFound,
            1 => Fact::Doubtful { value: "x".into(), span: None, why: "two of them".into() },
            _ => Fact::in_text("x".into(), sayso_core::Span::new(0, 1)),
        }
    }

    fn date(state: u8) -> Fact<Date> {
        let year = Date { year: 1999, month: None, day: None };
        let month = Date { month: Some(3), ..year };
        match state {
            0 => Fact::NotFound,
            1 => Fact::Doubtful { value: year, span: None, why: "no anchor".into() },
            2 => Fact::Doubtful { value: month, span: None, why: "no anchor".into() },
            3 => Fact::in_text(year, sayso_core::Span::new(0, 1)),
            _ => Fact::in_text(month, sayso_core::Span::new(0, 1)),
        }
    }

    /// Place in A > B > C > D > E > F; `None` for letters outside the order.
    fn rank(letter: Letter) -> Option<usize> {
        "FEDCBA".find(letter.as_str())
    }

    fn setter(field: usize) -> fn(&mut Basis, u8) {
        match field {
            0 => |b, s| b.name = fact(s),
            1 => |b, s| b.role = fact(s),
            2 => |b, s| b.reason = fact(s),
            3 => |b, s| b.outlet = fact(s),
            4 => |b, s| b.document = fact(s),
            5 => |b, s| b.occasion = fact(s),
            _ => |b, s| b.place = fact(s),
        }
    }

    /// Every combination of voice, scope, date state and of three states of seven facts.
    fn every_basis(mut visit: impl FnMut(&Basis)) {
        for &voice in Voice::ALL {
            for scope in [Scope::Inside, Scope::Doubtful] {
                for date_state in 0..5 {
                    for code in 0..2187 {
                        let mut b = Basis { voice, scope, date: date(date_state), ..basis() };
                        for field in 0..7 {
                            setter(field)(&mut b, STATES[code / POWERS[field] % 3]);
                        }
                        visit(&b);
                    }
                }
            }
        }
    }

    #[test]
    fn every_combination_has_one_letter_and_high_is_never_below_low() {
        let mut seen = 0_u32;
        every_basis(|b| {
            for checkable in [true, false] {
                let kind =
                    if checkable { StatementType::Checkable } else { StatementType::Opinion };
                let (low, high) = (Seen::of(b, kind, false), Seen::of(b, kind, true));
                if let (Some(l), Some(h)) = (rank(low.letter()), rank(high.letter())) {
                    assert!(h >= l, "{b:?}");
                }
                assert!(!checkable || high.letter() != Letter::N);
                assert!(checkable || high.letter() != Letter::U);
                seen += 1;
            }
        });
        assert_eq!(seen, 7 * 2 * 5 * 2187 * 2);
    }

    #[test]
    fn finding_a_fact_never_lowers_the_letter() {
        every_basis(|b| {
            let before = Seen::of(b, StatementType::Checkable, false).letter();
            let Some(before_rank) = rank(before) else { return };
            for field in 0..7 {
                let mut more = b.clone();
                setter(field)(&mut more, 2);
                let after = Seen::of(&more, StatementType::Checkable, false).letter();
                assert!(rank(after).is_some_and(|r| r >= before_rank), "{field}: {b:?}");
            }
            if !matches!(b.date, Fact::Found { .. }) {
                for state in [3, 4] {
                    let more = Basis { date: date(state), ..b.clone() };
                    let after = Seen::of(&more, StatementType::Checkable, false).letter();
                    assert!(rank(after).is_some_and(|r| r >= before_rank), "date: {b:?}");
                }
            }
        });
    }

    #[test]
    fn words_hand_and_hedges_do_not_count() {
        use sayso_core::{Hand, Words};
        let plain = grade(&basis(), StatementType::Checkable);
        for &words in Words::ALL {
            for &hand in Hand::ALL {
                let b = Basis { words, hand, words_quoted: 9, ..basis() };
                assert_eq!(grade(&b, StatementType::Checkable), plain);
            }
        }
    }

    #[test]
    fn the_letters_of_plain_cases() {
        let named = Basis { voice: Voice::Named, name: fact(2), ..basis() };
        let letter = |b: &Basis| grade(b, StatementType::Checkable).high;
        assert_eq!(letter(&named), Letter::C);
        assert_eq!(letter(&Basis { date: date(3), ..named.clone() }), Letter::C);
        assert_eq!(letter(&Basis { date: date(4), ..named.clone() }), Letter::B);
        assert_eq!(letter(&Basis { outlet: fact(2), ..named.clone() }), Letter::B);
        assert_eq!(letter(&Basis { outlet: fact(2), date: date(3), ..named.clone() }), Letter::A);
        assert_eq!(letter(&Basis { place: fact(2), ..named.clone() }), Letter::C);
        let at_a_place = Basis { place: fact(2), occasion: fact(2), ..named };
        assert_eq!(letter(&at_a_place), Letter::B);
        let unnamed = Basis { voice: Voice::Unnamed, ..basis() };
        assert_eq!(letter(&unnamed), Letter::E);
        assert_eq!(letter(&Basis { reason: fact(2), ..unnamed }), Letter::D);
        let document = Basis { voice: Voice::Document, ..basis() };
        assert_eq!(letter(&document), Letter::E);
        assert_eq!(letter(&Basis { document: fact(2), ..document }), Letter::B);
        assert_eq!(letter(&Basis { voice: Voice::Crowd, ..basis() }), Letter::F);
    }

    #[test]
    fn doubt_is_shown_beside_the_letter() {
        let b = Basis { voice: Voice::Named, name: fact(2), date: date(2), ..basis() };
        let graded = grade(&b, StatementType::Checkable);
        assert_eq!((graded.low, graded.high), (Letter::C, Letter::B));
        assert_eq!(grade_label(&graded), "B? partly located");
        assert!(graded.reasons.iter().any(|r| r == "doubtful date: no anchor"));
        let loose = Basis { scope: Scope::Doubtful, date: Fact::NotFound, ..b };
        let graded = grade(&loose, StatementType::Opinion);
        assert_eq!((graded.low, graded.high), (Letter::N, Letter::C));
    }

    #[test]
    fn the_table_names_every_letter() {
        let table = grade_table();
        for letter in Letter::ALL {
            assert!(table.contains(&format!("| {letter} {} |", letter.name())), "{letter}");
        }
    }
}
