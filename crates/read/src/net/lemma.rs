//! Lemmas by edit script: lower-case or not, then replace an ending. A script fits a form only where
//! the form has that ending (after Chrupała 2006, restricted to endings, which suits English).

/// How a form becomes its lemma.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Script {
    /// Keep the case; else lower-case first.
    pub keep_case: bool,
    /// The ending that goes.
    pub from: String,
    /// The ending that comes.
    pub to: String,
}

impl Script {
    /// The script that turns `form` into `lemma`.
    pub fn between(form: &str, lemma: &str) -> Self {
        let lower = form.to_lowercase();
        let shared = |base: &str| {
            let same = base.chars().zip(lemma.chars()).take_while(|(a, b)| a == b);
            same.map(|(a, _)| a.len_utf8()).sum::<usize>()
        };
        let keep_case = shared(form) > shared(&lower);
        let base = if keep_case { form } else { &lower };
        let at = shared(base);
        Self {
            keep_case,
            from: base.get(at..).unwrap_or_default().to_owned(),
            to: lemma.get(at..).unwrap_or_default().to_owned(),
        }
    }

    /// The lemma of a form; `None` where the form lacks the ending.
    pub fn apply(&self, form: &str) -> Option<String> {
        let mut lemma = if self.keep_case { form.to_owned() } else { form.to_lowercase() };
        let kept = lemma.strip_suffix(self.from.as_str())?.len();
        lemma.truncate(kept);
        lemma.push_str(&self.to);
        (!lemma.is_empty()).then_some(lemma)
    }

    /// One line: `K` or `L`, the ending that goes, the ending that comes, tab-separated.
    pub fn to_line(&self) -> String {
        format!("{}\t{}\t{}", if self.keep_case { 'K' } else { 'L' }, self.from, self.to)
    }

    /// Reads what [`Script::to_line`] wrote.
    pub fn from_line(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let keep_case = match fields.next()? {
            "K" => true,
            "L" => false,
            _ => return None,
        };
        let (from, to) = (fields.next()?.to_owned(), fields.next()?.to_owned());
        fields.next().is_none().then_some(Self { keep_case, from, to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_apply_back() {
        for (form, lemma) in
            [("Cities", "city"), ("was", "be"), ("Oslo", "Oslo"), ("n't", "not"), ("Dogs", "dog")]
        {
            let script = Script::between(form, lemma);
            assert_eq!(script.apply(form).as_deref(), Some(lemma));
            assert_eq!(Script::from_line(&script.to_line()), Some(script));
        }
        assert_eq!(Script::between("cities", "city").apply("boxes"), None);
        assert_eq!(Script::between("dogs", "dog").apply("S"), None);
    }
}
