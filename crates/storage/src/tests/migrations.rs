//! The migrator.

use super::*;
use crate::{
    migrate::{MIGRATIONS, MigrateError, MigrateMode, Migration, SchemaState},
    testing::TestDatabase,
};

const fn step(version: i64, name: &'static str, text: &'static str) -> Migration {
    Migration { version, name, sqlite: text, postgres: text }
}

const FIRST: Migration = step(1, "0001_first", "CREATE TABLE first (id BIGINT PRIMARY KEY);\n-- done\n");
const SECOND: Migration = step(2, "0002_second", "CREATE TABLE second (id BIGINT REFERENCES first (id));");
const BROKEN: Migration = step(3, "0003_broken", "CREATE TABLE third (id BIGINT); INSERT INTO nowhere VALUES (1)");

const THIRD: Migration = step(3, "0003_third", "CREATE TABLE third (id BIGINT PRIMARY KEY)");

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
        assert!(refused.to_string().contains("newer program (migration 2, this program knows 1)"), "{refused}");
    }

    async fn what_is_open_is_told_without_a_look_at_the_tables(kind: Kind) {
        let database = TestDatabase::empty(kind).await;
        assert_eq!(database.open().await.schema_state().await.unwrap(), SchemaState::Missing);
        let database = TestDatabase::migrated_to(kind, MIGRATIONS.len() - 1).await;
        let db = database.open().await;
        let last = MIGRATIONS.last().unwrap().name;
        assert_eq!(db.schema_state().await.unwrap(), SchemaState::Open(vec![last]));
        db.migrate(MigrateMode::Apply).await.unwrap();
        assert_eq!(db.schema_state().await.unwrap(), SchemaState::Current);
        database.run("INSERT INTO schema_migrations (version, name, text) VALUES (9999, '9999_later', '')").await;
        let refused = db.schema_state().await.unwrap_err();
        assert!(matches!(refused, MigrateError::OlderProgram { found: 9999, .. }), "{refused}");
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

/// The copies beside a database, by their end.
fn copies(database: &TestDatabase) -> Vec<String> {
    let files = std::fs::read_dir(database.file().parent().unwrap()).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut ends: Vec<_> = names.filter_map(|name| Some(name.strip_prefix("recado.db.before-")?.to_owned())).collect();
    ends.sort();
    ends
}

#[tokio::test]
async fn the_file_is_copied_before_each_upgrade_and_only_then() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = database.open().await;
    db.migrate_to(&[FIRST], MigrateMode::Apply).await.unwrap();
    assert_eq!(copies(&database), Vec::<String>::new(), "there was nothing to copy");
    database.run("INSERT INTO first VALUES (7)").await;
    db.migrate_to(&[FIRST, SECOND], MigrateMode::DryRun).await.unwrap();
    assert_eq!(copies(&database), Vec::<String>::new());
    db.migrate_to(&[FIRST, SECOND], MigrateMode::Apply).await.unwrap();
    db.migrate_to(&[FIRST, SECOND], MigrateMode::Apply).await.unwrap();
    assert_eq!(copies(&database), ["0002_second"]);

    let copy = rusqlite::Connection::open(database.file().with_file_name("recado.db.before-0002_second")).unwrap();
    let number = |sql: &str| copy.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(number("SELECT id FROM first"), 7, "what was in the log beside the file is in the copy");
    assert_eq!(number("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'second'"), 0);
}

#[tokio::test]
async fn a_failed_upgrade_leaves_its_copy_and_without_one_nothing_is_upgraded() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = database.open().await;
    db.migrate_to(&[FIRST, SECOND], MigrateMode::Apply).await.unwrap();
    db.migrate_to(&[FIRST, SECOND, BROKEN], MigrateMode::Apply).await.unwrap_err();
    assert_eq!(copies(&database), ["0003_broken"]);

    let way = database.file().with_file_name("recado.db.before-0003_third");
    std::fs::create_dir_all(way.join("in the way")).unwrap();
    let refused = db.migrate_to(&[FIRST, SECOND, THIRD], MigrateMode::Apply).await.unwrap_err();
    assert!(
        matches!(refused, MigrateError::NoCopy { .. }) && refused.to_string().contains("--without-copy"),
        "{refused}"
    );
    assert_eq!(names(&database).await, 2);
    db.migrate_to(&[FIRST, SECOND, THIRD], MigrateMode::ApplyWithoutCopy).await.unwrap();
    assert_eq!(names(&database).await, 3);
}
