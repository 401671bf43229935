//! The family rule: many texts of one skeleton from one outlet, or in a regular rhythm, are a form
//! that is filled in again, not rewrites of each other.

use super::query::Hit;
use super::record::minutes;
use crate::edge::{Limit, Relation};

/// Fewest distinct texts of a family, the asked one included.
const FAMILY: usize = 5;

/// Turns rewrites into formulas where the family rule holds; where it was looked and does not hold,
/// the limit `family-not-looked` falls away.
pub(crate) fn settle_families(hits: &mut [Hit]) {
    let members: Vec<&Hit> = hits
        .iter()
        .filter(|h| matches!(h.edge.relation, Relation::Rewrite | Relation::Formula))
        .collect();
    let mut outlets: Vec<&str> =
        members.iter().filter_map(|h| h.record.outlet.as_deref()).collect();
    outlets.sort_unstable();
    let one_outlet = outlets.chunk_by(|x, y| x == y).any(|same| same.len() + 1 >= FAMILY);
    let mut days: Vec<i64> = members
        .iter()
        .filter_map(|h| h.record.date.as_deref().and_then(minutes))
        .map(|m| m.div_euclid(24 * 60))
        .collect();
    days.sort_unstable();
    days.dedup();
    let is_family = one_outlet || is_regular(&days);
    for hit in hits.iter_mut() {
        hit.edge.limits.retain(|limit| *limit != Limit::FamilyNotLooked);
        if is_family && hit.edge.relation == Relation::Rewrite {
            hit.edge.relation = Relation::Formula;
        }
    }
}

/// At least four steps between different days that differ by less than a fifth from their middle.
fn is_regular(days: &[i64]) -> bool {
    let mut steps: Vec<i64> =
        days.windows(2).map(|w| w.iter().rev().fold(0, |a, b| b - a).abs()).collect();
    steps.sort_unstable();
    let Some(&middle) = steps.get(steps.len() / 2) else { return false };
    steps.len() + 1 >= FAMILY && steps.iter().all(|step| (step - middle).abs() * 5 <= middle)
}

#[cfg(test)]
mod tests {
    use super::is_regular;

    #[test]
    fn rhythm() {
        assert!(is_regular(&[7, 14, 21, 28, 35]));
        assert!(is_regular(&[1, 31, 62, 90, 121]));
        assert!(!is_regular(&[1, 2, 40, 41, 300]));
        assert!(!is_regular(&[7, 14, 21]));
    }
}
