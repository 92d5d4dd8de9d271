//! What holds for the migrated schemas and for every statement.

use std::collections::BTreeSet;

use super::*;
use crate::{
    migrate::{MIGRATIONS, MigrateMode},
    registry,
    scope::Scope,
    statement::{Door, Listed},
    testing::TestDatabase,
};

both_engines! {
    async fn a_migrated_database_is_current(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let db = database.open().await;
        assert!(db.schema_is_current().await.unwrap());
        assert_eq!(db.migrate(MigrateMode::Apply).await.unwrap(), Vec::<&str>::new());
        assert!(db.read(Scope::System).await.unwrap().db_now().await.unwrap().micros() > 1_700_000_000_000_000);
    }
}

#[tokio::test]
async fn every_statement_is_prepared_on_sqlite() {
    let database = TestDatabase::migrated(Kind::Sqlite).await;
    let connection = rusqlite::Connection::open(database.file()).unwrap();
    for (statement, _) in registry::all() {
        let prepared = connection.prepare(statement.sqlite);
        assert!(prepared.is_ok(), "{}: {}\n{}", statement.name, prepared.unwrap_err(), statement.sqlite);
    }
}

#[tokio::test]
async fn every_statement_is_prepared_on_postgres() {
    let database = TestDatabase::migrated(Kind::Postgres).await;
    let connection = database.superuser().await;
    for (statement, types) in registry::all() {
        if let Err(error) = connection.prepare_typed(statement.postgres, &types).await {
            panic!("{}: {:?}\n{}", statement.name, error.as_db_error(), statement.postgres);
        }
    }
}

#[test]
fn every_text_of_the_tenant_door_names_the_tenant() {
    let nameless = registry::all().map(|(statement, _)| statement).filter(|statement| {
        statement.door == Door::Tenant
            && !(statement.sqlite.contains("tenant_id") && statement.postgres.contains("tenant_id"))
    });
    assert_eq!(nameless.map(|statement| statement.name).collect::<Vec<_>>(), Vec::<&str>::new());
}

/// Twelve, of which two are the index of words (another thing on each engine), is the alarm: each difference is a behaviour that only one engine's tests can show. Batches are not counted: all
/// that theirs can differ in is a lock, which SQLite has anyway.
#[test]
fn few_texts_differ_between_the_engines() {
    let differing = registry::FILES.iter().copied().flatten().copied().flatten().filter_map(|listed| match listed {
        Listed::One(statement) => Some(*statement),
        Listed::Batch(_) | Listed::Composed(_) => None,
    });
    let differing = differing.filter(|statement| statement.sqlite.replace('?', "$") != statement.postgres);
    let names: BTreeSet<&str> = differing.map(|statement| statement.name).collect();
    assert!(names.len() <= 12, "{names:?}");
}

/// A repository that the registry does not know would escape the tests above.
#[test]
fn every_file_with_statements_is_listed() {
    let mut files = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if !entry.to_string_lossy().contains("/src/tests/")
                && std::fs::read_to_string(&entry).unwrap().contains("\nstatements! {")
            {
                files.push(entry);
            }
        }
    }
    let listed: usize = registry::FILES.iter().map(|door| door.len()).sum();
    assert_eq!(listed, files.len(), "{files:?}");
}

/// RELEASE does not check a deferred constraint, COMMIT does: one write would take the others of its group with it.
#[test]
fn no_constraint_is_deferred() {
    for migration in MIGRATIONS {
        for text in [migration.sqlite, migration.postgres] {
            assert!(!text.to_uppercase().contains("DEFERR"), "{}", migration.name);
        }
    }
}
