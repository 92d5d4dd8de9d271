//! The order in which tables are written: each behind those that it refers to.

use std::collections::{BTreeMap, BTreeSet};

/// Orders `tables` so that no reference (`from`, `to`) points forward. One that points to its own table is no matter;
/// those of a circle come last.
pub(super) fn by_reference(tables: &[String], references: &[(String, String)]) -> Vec<String> {
    let mut needs: BTreeMap<String, BTreeSet<&str>> =
        tables.iter().map(|name| (name.clone(), BTreeSet::new())).collect();
    for (from, to) in references.iter().filter(|(from, to)| from != to && tables.contains(to)) {
        if let Some(needed) = needs.get_mut(from) {
            needed.insert(to);
        }
    }
    let mut ordered: Vec<String> = Vec::with_capacity(tables.len());
    while ordered.len() < tables.len() {
        let next = needs.iter().find(|(_, needed)| needed.iter().all(|to| ordered.iter().any(|done| done == to)));
        let next = next.or_else(|| needs.first_key_value()).map(|(name, _)| name.clone());
        let Some(next) = next else { break };
        needs.remove(&next);
        ordered.push(next);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_referred_to_comes_first() {
        let names = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let refer = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
        };
        let ordered = by_reference(&names, &refer(&[("a", "b"), ("b", "d"), ("c", "c"), ("a", "elsewhere")]));
        assert_eq!(ordered, ["c", "d", "b", "a"]);
        assert_eq!(by_reference(&names, &refer(&[("a", "b"), ("b", "a")])).len(), 4, "a circle ends as well");
    }
}
