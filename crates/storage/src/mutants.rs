//! Statements without their tenant predicate, one at a time: `make mutants` asks whether a test notices (row S-04).
//!
//! On SQLite only. On PostgreSQL row-level security holds the tenant where the predicate is missing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    registry,
    statement::{Door, Statement},
};

mod twins;

pub use twins::{Likeness, TWINS, Twin, plant, rows};

static STATE: Mutex<State> = Mutex::new(State { chosen: None, ran: BTreeSet::new(), texts: BTreeMap::new() });

struct State {
    /// The name of the statement that runs without its predicate.
    chosen: Option<&'static str>,
    /// The names of those that ran and have one.
    ran: BTreeSet<&'static str>,
    texts: BTreeMap<&'static str, &'static str>,
}

/// From now on the statement of this name runs without its tenant predicate; with `None` every one is whole.
pub fn choose(name: Option<&'static str>) {
    lock().chosen = name;
}

/// The names of the statements with a tenant predicate.
pub fn all() -> BTreeSet<&'static str> {
    registry::all().map(|(statement, _)| statement).filter(|one| mutant(one).is_some()).map(|one| one.name).collect()
}

/// The names of those that ran since this was asked last.
pub fn ran() -> BTreeSet<&'static str> {
    std::mem::take(&mut lock().ran)
}

/// The text to be run in the place of the statement's own.
pub(crate) fn text(statement: &Statement) -> &'static str {
    let Some(mutant) = mutant(statement) else { return statement.sqlite };
    let mut state = lock();
    state.ran.insert(statement.name);
    if state.chosen != Some(statement.name) {
        return statement.sqlite;
    }
    state.texts.entry(statement.sqlite).or_insert_with(|| Box::leak(mutant.into_boxed_str()))
}

/// Every `tenant_id = ?1` in it holds for whoever owns the row; the argument stays. None if it has none.
fn mutant(statement: &Statement) -> Option<String> {
    if statement.door != Door::Tenant {
        return None;
    }
    let mut parts = statement.sqlite.split("tenant_id = ?1");
    let mut text = parts.next()?.to_owned();
    let mut found = false;
    for part in parts {
        if part.starts_with(|next: char| next.is_ascii_digit()) {
            text.push_str("tenant_id = ?1");
        } else {
            text.push_str("tenant_id >= x'00' AND ?1 IS NOT NULL");
            found = true;
        }
        text.push_str(part);
    }
    found.then_some(text)
}

fn lock() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mutant_keeps_its_arguments_and_names_every_tenant() {
        let sqlite = "UPDATE things AS t SET a = ?2 WHERE t.tenant_id = ?1 AND id = ?3 AND tenant_id = ?12";
        let statement = Statement { name: "things.SET", door: Door::Tenant, sqlite, postgres: "" };
        assert_eq!(
            mutant(&statement).as_deref(),
            Some(
                "UPDATE things AS t SET a = ?2 WHERE t.tenant_id >= x'00' AND ?1 IS NOT NULL AND id = ?3 AND tenant_id = ?12"
            )
        );
        assert_eq!(mutant(&Statement { door: Door::System, ..statement }), None);
    }
}
