//! A new version over an old database: tried, done, killed in the middle; and an old version over a new database.

use std::{path::Path, process::Stdio};

use recado_it::{Kind, process::recado};
use recado_storage::testing::TestDatabase;

use super::{Running, run, serve};

const COUNT: &str = "SELECT COUNT(*) FROM schema_migrations";
/// The migrator's lock on PostgreSQL.
const LOCKED: &str = "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 724002 AND granted \
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
const KILLS: u32 = 6;

macro_rules! both_kinds {
    ($($(#[$meta:meta])* async fn $name:ident($kind:ident: Kind) $body:block)+) => {$(
        mod $name {
            use super::*;

            $(#[$meta])*
            async fn body($kind: Kind) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                body(Kind::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                body(Kind::Postgres).await;
            }
        }
    )+};
}

fn migrate(database: &TestDatabase, folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = recado(["migrate"].into_iter().chain(arguments.iter().copied()));
    run(command.env("DATABASE_URL", &database.url).env("RECADO_DATA__DIR", folder))
}

/// As it was after the first version of all, with a company in it.
async fn long_ago(kind: Kind) -> TestDatabase {
    let database = TestDatabase::migrated_to(kind, 1).await;
    let (id, key) = match kind {
        Kind::Sqlite => ("x'07070707070707070707070707070707'", "x'00'"),
        Kind::Postgres => ("'07070707-0707-0707-0707-070707070707'", "'\\x00'"),
    };
    let row = format!("({id}, 'shop', 'Shop', 'free', 'active', '{{}}', {key}, 0, 0)");
    let columns = "id, slug, name, plan, status, settings, data_key, created_at, updated_at";
    database.run(&format!("INSERT INTO tenants ({columns}) VALUES {row}")).await;
    database
}

fn copies(database: &TestDatabase, end: &str) -> usize {
    let files = std::fs::read_dir(database.file().parent().expect("it lies in a folder")).expect("it can be read");
    let names = files.map(|file| file.expect("it can be read").file_name().into_string().expect("UTF-8"));
    names.filter(|name| name.contains(".before-") && name.ends_with(end)).count()
}

both_kinds! {
    async fn a_dry_run_names_what_is_open_and_changes_nothing(kind: Kind) {
        let (folder, database) = (tempfile::tempdir().expect("a temporary folder"), long_ago(kind).await);
        let (code, told, stderr) = migrate(&database, folder.path(), &["--dry-run"]);
        assert_eq!(code, Some(0), "{stderr}");
        assert!(told.starts_with("0002_channel\n") && told.ends_with("nothing was changed\n"), "{told}");
        assert_eq!(database.number(COUNT).await, 1);

        let (code, told, stderr) = migrate(&database, folder.path(), &[]);
        assert_eq!(code, Some(0), "{stderr}");
        assert!(told.ends_with("the schema is up to date now\n"), "{told}");
        if kind == Kind::Sqlite {
            assert_eq!(copies(&database, ".before-0002_channel"), 1);
        }
        let (code, told, _) = migrate(&database, folder.path(), &["--dry-run"]);
        assert_eq!((code, told.as_str()), (Some(0), "the schema is up to date\n"));
    }

    async fn an_older_program_refuses_a_newer_schema_with_3(kind: Kind) {
        let (folder, database) = (tempfile::tempdir().expect("a temporary folder"), TestDatabase::migrated(kind).await);
        database.run("INSERT INTO schema_migrations (version, name, text) VALUES (9999, '9999_later', '')").await;
        for arguments in [&["migrate"][..], &["migrate", "--dry-run"], &["serve"], &["mail", "dead"]] {
            let mut command = if arguments == ["serve"] { serve(folder.path()) } else { recado(arguments.to_vec()) };
            let (code, stdout, stderr) =
                run(command.env("DATABASE_URL", &database.url).env("RECADO_DATA__DIR", folder.path()));
            assert_eq!((code, stdout.as_str()), (Some(3), ""), "{arguments:?}: {stderr}");
            for said in ["newer program (migration 9999", "go back to a copy"] {
                assert!(stderr.contains(said), "{arguments:?}: {said} is not in {stderr}");
            }
        }
        assert_eq!(database.number("SELECT COUNT(*) FROM instance_settings").await, 0, "nothing was written");
    }

    async fn killed_in_the_middle_it_is_unchanged_or_done_and_the_next_start_goes_on(kind: Kind) {
        let (folder, database) = (tempfile::tempdir().expect("a temporary folder"), long_ago(kind).await);
        let mut kills = 0;
        for round in 0..KILLS {
            let mut command = recado(["migrate"]);
            command.env("DATABASE_URL", &database.url).env("RECADO_DATA__DIR", folder.path());
            let mut child = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary was built"));
            // At work: the copy was begun, or the lock is held. Then some looks more, so that each round is cut elsewhere.
            let mut looks = 0;
            while looks <= round && child.0.try_wait().expect("it is ours").is_none() {
                looks += u32::from(match kind {
                    Kind::Sqlite => copies(&database, "") > 0,
                    Kind::Postgres => database.number(LOCKED).await > 0,
                });
            }
            kills += u32::from(child.0.try_wait().expect("it is ours").is_none());
            drop(child);
            let applied = database.number(COUNT).await;
            assert!(applied == 1 || applied > 15, "{applied} of the migrations after round {round}");
            if applied > 1 {
                break;
            }
        }
        assert!(kills > 0, "it was never caught at work");
        let mut command = serve(folder.path());
        let (running, _) = Running::start(command.env("DATABASE_URL", &database.url).stderr(Stdio::null()));
        assert_eq!(running.end_by("TERM"), Some(0));
        assert_eq!(database.number("SELECT COUNT(*) FROM tenants").await, 1);
        if kind == Kind::Sqlite {
            assert_eq!((copies(&database, ".before-0002_channel"), copies(&database, ".part")), (1, 0));
            assert_eq!(database.number("SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'").await, 0);
        }
    }
}

#[test]
fn a_dry_run_makes_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, stderr) = run(recado(["migrate", "--dry-run"]).env("RECADO_DATA__DIR", folder.path()));
    assert_eq!(code, Some(3), "{stderr}");
    assert!(stderr.contains("there is no database at"), "{stderr}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
