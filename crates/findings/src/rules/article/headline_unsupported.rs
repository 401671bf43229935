//! Retired: what the headline states is stated nowhere in the body.
//!
//! # What it reports
//! Nothing. The code is kept so that no other finding takes it.
//!
//! # Why it matters
//! Headlines say in other words what the body says. Matching them by words reported 119 headlines of
//! which one in 25 was right; asking for a person whom the body never names left none in 784 texts. What
//! a headline claims and where it could be looked up is `A123`.
//!
//! # Example
//! ```text
//! title: Orin Vale leaves the country
//! ---
//! The Salt Choir gave a concert in Velm on Sunday. Mira Lund said the hall was full.
//! ```
//!
//! # What clears it
//! Nothing has to.

use crate::report::Report;
use crate::view::View;

pub(crate) fn check(_: &View<'_>, _: &mut Report<'_>) {}
