//! The closed label sets of Universal Dependencies English and of the Penn tags it carries.

use serde::{Deserialize, Serialize};

/// An enum over printed labels with the table in both directions.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident, $default:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[repr(u8)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every label, in the order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The label as printed.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The label of a printed form.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl Default for $name {
            fn default() -> Self { Self::$default }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

labels! {
    /// Universal part of speech.
    Upos, X {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
        Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN",
        Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

labels! {
    /// Penn Treebank tag as the English UD treebanks carry it; `_` where none was given.
    Xpos, None {
        Cd = "CD", Vbg = "VBG", Sym = "SYM", Dt = "DT", Rbr = "RBR", Ex = "EX", Wrb = "WRB",
        Comma = ",", Nn = "NN", OpenQuote = "``", Jjs = "JJS", Afx = "AFX", Md = "MD", Add = "ADD",
        Rb = "RB", Prp = "PRP", Nnps = "NNPS", In = "IN", Pdt = "PDT", WpPoss = "WP$", Cc = "CC",
        PrpPoss = "PRP$", Gw = "GW", To = "TO", Jjr = "JJR", Wdt = "WDT", Nnp = "NNP", Uh = "UH",
        Ls = "LS", Pos = "POS", Fw = "FW", CloseBracket = "-RRB-", Vbn = "VBN", Colon = ":",
        OpenBracket = "-LRB-", Vbd = "VBD", Vb = "VB", Stop = ".", Vbz = "VBZ", Hyph = "HYPH",
        Rbs = "RBS", Wp = "WP", Vbp = "VBP", CloseQuote = "''", Dollar = "$", Jj = "JJ",
        Nns = "NNS", Rp = "RP", Nfp = "NFP", None = "_",
    }
}

labels! {
    /// UD relation with its English subtypes.
    Deprel, Dep {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl",
        Advmod = "advmod", Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass",
        Case = "case", Cc = "cc", CcPreconj = "cc:preconj", Ccomp = "ccomp", Clf = "clf",
        Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop",
        Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep",
        Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated",
        Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj",
        List = "list", Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc",
        NmodNpmod = "nmod:npmod", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked",
        Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod",
        Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblNpmod = "obl:npmod",
        OblTmod = "obl:tmod", OblUnmarked = "obl:unmarked", Orphan = "orphan",
        Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root",
        Vocative = "vocative", Xcomp = "xcomp",
    }
}

impl Deprel {
    /// The relation without its subtype: `nsubj:pass` gives `nsubj`.
    #[must_use]
    pub fn base(self) -> Self {
        self.as_str().split_once(':').and_then(|(base, _)| Self::parse(base)).unwrap_or(self)
    }

    /// The label of a printed form; an unknown subtype falls back on its relation.
    pub fn parse_lenient(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| Self::parse(text.split_once(':')?.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_print_and_parse_back() {
        assert!(Upos::ALL.iter().all(|&l| Upos::parse(l.as_str()) == Some(l)));
        assert!(Xpos::ALL.iter().all(|&l| Xpos::parse(l.as_str()) == Some(l)));
        assert!(Deprel::ALL.iter().all(|&l| Deprel::parse(l.as_str()) == Some(l)));
        assert_eq!(Deprel::NsubjPass.base(), Deprel::Nsubj);
        assert_eq!(Deprel::parse_lenient("nmod:tmod"), Some(Deprel::Nmod));
        assert_eq!(Deprel::parse_lenient("subject"), None);
    }
}
