//! The migrator.

use super::*;
use crate::{
    migrate::{MIGRATIONS, MigrateError, MigrateMode, Migration},
    testing::TestDatabase,
};

const fn step(version: i64, name: &'static str, text: &'static str) -> Migration {
    Migration { version, name, sqlite: text, postgres: text }
}

const FIRST: Migration = step(1, "0001_first", "CREATE TABLE first (id BIGINT PRIMARY KEY);\n-- done\n");
const SECOND: Migration = step(2, "0002_second", "CREATE TABLE second (id BIGINT REFERENCES first (id));");
const BROKEN: Migration = step(3, "0003_broken", "CREATE TABLE third (id BIGINT); INSERT INTO nowhere VALUES (1)");

async fn names(database: &TestDatabase) -> i64 {
    database.number("SELECT COUNT(*) FROM schema_migrations").await
}

async fn tables(database: &TestDatabase) -> i64 {
    let sql = match database.kind() {
        Kind::Sqlite => "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table'",
        Kind::Postgres => "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'",
    };
    database.number(sql).await
}

both_engines! {
    async fn a_dry_run_changes_nothing_and_names_what_it_would_do(kind: Kind) {
        let database = TestDatabase::empty(kind).await;
        let db = database.open().await;
        assert!(!db.schema_is_current().await.unwrap());
        let all: Vec<&str> = MIGRATIONS.iter().map(|migration| migration.name).collect();
        assert_eq!(db.migrate(MigrateMode::DryRun).await.unwrap(), all);
        assert_eq!(tables(&database).await, 0);
        assert_eq!(db.migrate(MigrateMode::Apply).await.unwrap(), all);
        assert!(db.schema_is_current().await.unwrap());
        assert_eq!(db.migrate(MigrateMode::DryRun).await.unwrap(), Vec::<&str>::new());
    }

    async fn only_open_migrations_are_applied(kind: Kind) {
        let database = TestDatabase::empty(kind).await;
        let db = database.open().await;
        assert_eq!(db.migrate_to(&[FIRST], MigrateMode::Apply).await.unwrap(), ["0001_first"]);
        assert_eq!(db.migrate_to(&[FIRST, SECOND], MigrateMode::Apply).await.unwrap(), ["0002_second"]);
        assert_eq!(names(&database).await, 2);
    }

    async fn a_failing_migration_takes_the_others_with_it(kind: Kind) {
        let database = TestDatabase::empty(kind).await;
        let db = database.open().await;
        db.migrate_to(&[FIRST], MigrateMode::Apply).await.unwrap();
        let failed = db.migrate_to(&[FIRST, SECOND, BROKEN], MigrateMode::Apply).await.unwrap_err();
        assert!(matches!(failed, MigrateError::Failed { name: "0003_broken", .. }), "{failed}");
        assert!(failed.to_string().contains("nowhere"), "{failed}");
        assert_eq!((names(&database).await, tables(&database).await), (1, 2));
    }

    async fn a_changed_or_renamed_migration_is_refused(kind: Kind) {
        const CHANGED: Migration = step(1, "0001_first", "CREATE TABLE first (id BIGINT)");
        const RENAMED: Migration = Migration { name: "0001_other", ..FIRST };
        const REWRAPPED: Migration =
            step(1, "0001_first", "CREATE TABLE first (id BIGINT PRIMARY KEY);\r\n-- done\r\n");
        let database = TestDatabase::empty(kind).await;
        let db = database.open().await;
        db.migrate_to(&[FIRST], MigrateMode::Apply).await.unwrap();
        for other in [&[CHANGED], &[RENAMED]] {
            let refused = db.migrate_to(other, MigrateMode::Apply).await.unwrap_err();
            assert!(matches!(&refused, MigrateError::Changed(name) if name == "0001_first"), "{refused}");
        }
        assert_eq!(db.migrate_to(&[REWRAPPED, SECOND], MigrateMode::Apply).await.unwrap(), ["0002_second"]);
    }

    async fn an_older_program_is_refused(kind: Kind) {
        let database = TestDatabase::empty(kind).await;
        let db = database.open().await;
        db.migrate_to(&[FIRST, SECOND], MigrateMode::Apply).await.unwrap();
        let refused = db.migrate_to(&[FIRST], MigrateMode::Apply).await.unwrap_err();
        assert!(matches!(refused, MigrateError::OlderProgram { found: 2, known: 1 }), "{refused}");
    }

    async fn two_nodes_that_start_at_once_migrate_once(kind: Kind) {
        let database = TestDatabase::empty(kind).await;
        let (one, other) = tokio::join!(database.open(), database.open());
        let (one, other) = tokio::join!(one.migrate(MigrateMode::Apply), other.migrate(MigrateMode::Apply));
        let mut applied = [one.unwrap().len(), other.unwrap().len()];
        applied.sort_unstable();
        assert_eq!(applied, [0, MIGRATIONS.len()]);
    }
}

#[tokio::test]
async fn a_migration_that_leaves_orphans_is_refused_on_sqlite() {
    const ORPHAN: Migration = step(3, "0003_orphan", "INSERT INTO second VALUES (99)");
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = database.open().await;
    let refused = db.migrate_to(&[FIRST, SECOND, ORPHAN], MigrateMode::Apply).await.unwrap_err();
    assert!(matches!(refused, MigrateError::Orphans(1)), "{refused}");
    assert_eq!(tables(&database).await, 0);
}
