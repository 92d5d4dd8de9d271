//! Statements without their tenant predicate: `make mutants` asks whether a test notices (row S-04).
//!
//! The whole suite runs on SQLite (on PostgreSQL row-level security holds the tenant where the predicate is missing).
//! Each statement of the tenant door that a test runs is tried three times before, and all of it undone: on what is
//! there, beside neighbours made of the tenant's own rows, and beside them without its predicate. The first two must
//! come to the same: what does not has **seen** its neighbours. The third must come to something else somewhere in the
//! suite: then the statement's mutant is **caught**.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
    sync::{LazyLock, Mutex, PoisonError},
};

use rusqlite::{Connection, MAIN_DB, params_from_iter};
use uuid::Uuid;

use crate::{
    column::Arg,
    registry,
    sqlite::{Access, connect},
    statement::{Door, Statement},
};

mod neighbours;
#[cfg(test)]
mod verdicts;

use neighbours::{NEIGHBOURS, own_rows, plant};

/// Where what was found is kept, a file per statement: `RECADO_MUTANTS`. Without it nothing is tried.
static FOUND: LazyLock<Option<PathBuf>> = LazyLock::new(|| std::env::var_os("RECADO_MUTANTS").map(PathBuf::from));
/// The statements with a tenant predicate, by their text, with the text that lacks it.
static MUTANTS: LazyLock<HashMap<&'static str, (&'static str, String)>> = LazyLock::new(|| {
    let statements = registry::all().map(|(statement, _)| statement);
    statements.filter_map(|one| Some((one.sqlite, (one.name, mutant(one)?)))).collect()
});
/// How often each was tried in this process.
static TRIED: Mutex<BTreeMap<&'static str, u32>> = Mutex::new(BTreeMap::new());
/// A statement that is not caught is tried this often in each test.
const TRIES: u32 = 64;

/// Tries a statement that is about to run.
pub(crate) fn judge(connection: &Connection, sql: &str, args: &[Arg]) {
    let (Some(found), Some((name, mutant))) = (FOUND.as_deref(), MUTANTS.get(sql)) else { return };
    let Some(Arg::Uuid(Some(tenant))) = args.first() else { return };
    if !is_to_be_tried(found, name) {
        return;
    }
    note(found, "reached", name, "");
    let trial = Trial { sql, mutant, args, tenant: *tenant };
    let outcomes = if connection.is_readonly(MAIN_DB).unwrap_or(true) {
        let path = connection.path().expect("a database in a file");
        let writer = connect(Path::new(path), Access::Write).expect("the file opens once more");
        writer.execute_batch("BEGIN IMMEDIATE").and_then(|()| trial.outcomes(&writer))
    } else {
        trial.outcomes(connection)
    };
    let [alone, beside, without] = outcomes.unwrap_or_else(|error| panic!("{name}: {error}"));
    if alone != beside {
        note(found, "seen", name, &format!("{alone:?}\n{beside:?}\n"));
    }
    if beside != without {
        note(found, "caught", name, &without.unlike(&beside));
    }
}

fn is_to_be_tried(found: &Path, name: &'static str) -> bool {
    let mut tried = TRIED.lock().unwrap_or_else(PoisonError::into_inner);
    let times = tried.entry(name).or_insert(0);
    if *times < TRIES && found.join("caught").join(name).exists() {
        *times = TRIES;
    }
    *times += 1;
    *times <= TRIES
}

fn note(found: &Path, kind: &str, name: &str, text: &str) {
    let folder = found.join(kind);
    fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), text)).expect("the folder can be written");
}

struct Trial<'t> {
    sql: &'t str,
    mutant: &'t str,
    args: &'t [Arg],
    tenant: Uuid,
}

/// What a statement comes to: its answer, how many rows it changes, and the tenant's rows afterwards.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    Done { rows: Vec<String>, changed: u64, own: Vec<String> },
    Failed(String),
}

impl Outcome {
    fn unlike(&self, whole: &Self) -> String {
        match (self, whole) {
            (Self::Done { rows, changed, .. }, Self::Done { rows: whole_rows, changed: whole_changed, .. }) => format!(
                "answers {} rows instead of {}, changes {changed} instead of {whole_changed}",
                rows.len(),
                whole_rows.len()
            ),
            _ => format!("{self:?}"),
        }
    }
}

impl Trial<'_> {
    /// Alone, beside neighbours, and beside them without the predicate.
    fn outcomes(&self, connection: &Connection) -> rusqlite::Result<[Outcome; 3]> {
        // The neighbours' rows may point to what they lack.
        connection.execute_batch("PRAGMA defer_foreign_keys = ON; SAVEPOINT trial")?;
        let alone = self.outcome(connection, self.sql)?;
        for neighbour in NEIGHBOURS {
            plant(connection, self.tenant, neighbour)?;
        }
        let outcomes = [alone, self.outcome(connection, self.sql)?, self.outcome(connection, self.mutant)?];
        connection.execute_batch("ROLLBACK TO trial; RELEASE trial; PRAGMA defer_foreign_keys = OFF")?;
        Ok(outcomes)
    }

    fn outcome(&self, connection: &Connection, sql: &str) -> rusqlite::Result<Outcome> {
        connection.execute_batch("SAVEPOINT try")?;
        let outcome = self.run(connection, sql).unwrap_or_else(|error| Outcome::Failed(error.to_string()));
        connection.execute_batch("ROLLBACK TO try; RELEASE try")?;
        Ok(outcome)
    }

    fn run(&self, connection: &Connection, sql: &str) -> rusqlite::Result<Outcome> {
        let before = connection.total_changes();
        let mut statement = connection.prepare(sql)?;
        let columns = statement.column_count();
        let (mut found, mut rows) = (statement.query(params_from_iter(self.args))?, Vec::new());
        while let Some(row) = found.next()? {
            rows.push(format!("{:?}", (0..columns).map(|at| row.get_ref_unwrap(at)).collect::<Vec<_>>()));
        }
        drop(found);
        rows.sort_unstable();
        let own = if statement.readonly() { Vec::new() } else { own_rows(connection, self.tenant)? };
        Ok(Outcome::Done { rows, changed: connection.total_changes() - before, own })
    }
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
