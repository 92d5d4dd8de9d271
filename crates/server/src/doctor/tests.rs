//! Each check, in a state in which it is not well; and one installation in which all are.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, sync::Arc, time::Duration};

use recado_domain::{Clock as _, ManualClock, SystemClock};
use recado_storage::{
    MigrateMode,
    testing::{Kind, TestDatabase},
};
use tokio::{io::AsyncReadExt as _, net::TcpListener};

use super::*;
use crate::database;

const KEYS: [(&str, &str); 2] = [
    ("JWT_SECRET", "a doctor's secret of 32 characters or more"),
    ("RECADO_SECRETS__KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
];
/// Nobody listens there.
const NOWHERE: &str = "http://127.0.0.1:1";

fn config(folder: &Path, changes: &[(&str, &str)]) -> Config {
    let own = [("RECADO_DATA__DIR", folder.to_str().unwrap()), ("RECADO_GRAPH__BASE_URL", NOWHERE)];
    let mut all: std::collections::BTreeMap<&str, &str> = own.into_iter().chain(KEYS).collect();
    all.extend(changes.iter().copied());
    Config::read(all.into_iter().map(|(name, value)| (name.into(), value.into())), None).unwrap()
}

fn finding<'f>(findings: &'f [Finding], check: &str) -> &'f Finding {
    findings.iter().find(|finding| finding.check == check).unwrap_or_else(|| panic!("{check} is not in {findings:?}"))
}

/// The check says this, badly, and what to do about it.
fn assert_not_well(findings: &[Finding], check: &str, verdict: Verdict, said: &str) {
    let Finding { verdict: found_verdict, found, remedy, .. } = finding(findings, check);
    assert_eq!(*found_verdict, verdict, "{check}: {found}");
    assert!(found.contains(said), "{said} is not in {found}");
    assert!(remedy.as_ref().is_some_and(|remedy| remedy.len() > 10), "{check} has no remedy");
}

async fn examined(folder: &Path, changes: &[(&str, &str)]) -> Vec<Finding> {
    examine_with(&config(folder, changes), LoginCheck::Restricted).await
}

#[test]
fn what_the_configuration_alone_tells() {
    use Verdict::{Advice, Fault};
    let folder = tempfile::tempdir().unwrap();
    let found = |changes: &[(&str, &str)]| settings::all(&config(folder.path(), changes));
    let https = ("RECADO_SERVER__PUBLIC_URL", "https://recado.example");
    for (changes, check, verdict, said) in [
        (&[][..], "public-url", Advice, "unset"),
        (&[("RECADO_SERVER__PUBLIC_URL", "http://recado.example")], "public-url", Fault, "https only"),
        (&[https], "trusted-proxies", Advice, "seem to come from the proxy"),
        (&[https, ("RECADO_SERVER__TRUSTED_PROXIES", "0.0.0.0/0")], "trusted-proxies", Fault, "strangers are trusted"),
        (&[], "mail", Advice, "by hand"),
        (&[("WHATSAPP_VERIFY_TOKEN", "x")], "webhook-secrets", Fault, "only one of"),
        (
            &[
                ("RECADO_BOOTSTRAP__TENANT", "shop"),
                ("RECADO_BOOTSTRAP__EMAIL", "a@b.example"),
                ("RECADO_BOOTSTRAP__PASSWORD", "teapots sing at noon 47"),
            ],
            "first-owner",
            Advice,
            "stands in the configuration",
        ),
    ] {
        assert_not_well(&found(changes), check, verdict, said);
    }
    let good = found(&[
        https,
        ("RECADO_SERVER__TRUSTED_PROXIES", "10.1.2.3"),
        ("RECADO_MAIL__URL", "smtp://mail.example"),
        ("RECADO_MAIL__FROM", "no-reply@example.com"),
    ]);
    assert!(good.iter().all(|finding| finding.verdict == Verdict::Ok), "{good:?}");
}

#[tokio::test]
async fn a_configuration_that_cannot_be_read_is_the_only_thing_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("recado.toml");
    fs::write(&file, "[server]\nlistn = \"x\"\n").unwrap();
    let findings = examine(Some(&file)).await;
    assert_not_well(&findings, "configuration", Verdict::Fault, "listn");
    assert_eq!(findings.len(), 1);
}

#[test]
fn the_folder_its_keys_and_its_disk() {
    let folder = tempfile::tempdir().unwrap();
    let missing = machine::all(&config(&folder.path().join("none"), &[]));
    assert_not_well(&missing, "data-folder", Verdict::Advice, "not there yet");

    let key = folder.path().join("secrets.key");
    fs::write(&key, "x").unwrap();
    let chmod = |mode| fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
    chmod(0o644);
    assert_not_well(&machine::all(&config(folder.path(), &[])), "data-folder", Verdict::Fault, "may read");
    chmod(0o600);
    assert_eq!(finding(&machine::all(&config(folder.path(), &[])), "data-folder").verdict, Verdict::Ok);

    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let no_folder = machine::all(&config(&file, &[("DATABASE_URL", "postgres://h/d")]));
    assert_not_well(&no_folder, "data-folder", Verdict::Fault, "cannot be written to");

    for (free, verdict) in [(1024, Verdict::Fault), (1024 * 1024 * 1024, Verdict::Advice)] {
        assert_not_well(&[machine::judge_room(folder.path(), free)], "disk", verdict, "GiB are free");
    }
    assert_eq!(machine::judge_room(folder.path(), u64::MAX).verdict, Verdict::Ok);
}

#[tokio::test]
async fn a_database_that_is_missing_away_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_not_well(&examined(folder.path(), &[]).await, "database", Verdict::Advice, "there is no database");
    let away = examined(folder.path(), &[("DATABASE_URL", "postgres://x:hunter2@127.0.0.1:1/x")]).await;
    assert_not_well(&away, "database", Verdict::Fault, "unavailable");
    assert!(!as_text(&away).contains("hunter2"));

    let database = TestDatabase::migrated(Kind::Postgres).await;
    let (_, server) = database.url.split_once('@').unwrap();
    let superuser = format!("postgres://postgres@{server}");
    let refused = examined(folder.path(), &[("DATABASE_URL", &superuser)]).await;
    assert_not_well(&refused, "database", Verdict::Fault, "superuser or has BYPASSRLS");
}

async fn schema_and_keys(kind: Kind) {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::empty(kind).await;
    let url = ("DATABASE_URL", database.url.as_str());
    drop(database.open().await);
    assert_not_well(&examined(folder.path(), &[url]).await, "schema", Verdict::Advice, "none yet");
    let own = config(folder.path(), &[url]);
    let db = database::open(&own, LoginCheck::Restricted).await.unwrap();
    db.migrate(MigrateMode::Apply).await.unwrap();
    Keys::load(&own).unwrap().check(&db).await.unwrap();

    let well = examined(folder.path(), &[url]).await;
    for check in ["database", "schema", "keys", "clock", "stuck", "partitions", "hold", "second-factor"] {
        assert_eq!(finding(&well, check).verdict, Verdict::Ok, "{check}: {}", as_text(&well));
    }
    if kind == Kind::Sqlite {
        assert_eq!(finding(&well, "durability").verdict, Verdict::Ok); // the tests' server may lose commits, and is quicker
    }
    assert_not_well(&well, "workers", Verdict::Advice, "projector, relay, upkeep");
    assert_not_well(&well, "backup", Verdict::Advice, "none was ever made");
    assert_not_well(&well, "graph", Verdict::Fault, "cannot be reached");

    let other = ("JWT_SECRET", "another secret of 32 characters or more");
    assert_not_well(&examined(folder.path(), &[url, other]).await, "keys", Verdict::Fault, "JWT_SECRET");
    let none = examined(folder.path(), &[url, ("JWT_SECRET", "")]).await;
    assert_not_well(&none, "keys", Verdict::Fault, "there are none here");
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "a doctor makes no keys");

    let former = ("RECADO_SECRETS__OTHER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    assert_not_well(&examined(folder.path(), &[url, former]).await, "keys", Verdict::Advice, "everything is sealed");
    let bytes = if kind == Kind::Sqlite { "x'0102030405'" } else { "'\\x0102030405'" };
    let id = if kind == Kind::Sqlite {
        "x'00000000000000000000000000000001'"
    } else {
        "'00000000-0000-0000-0000-000000000001'"
    };
    let mail = format!(
        "INSERT INTO outgoing_mails (id, kind, state, sealed, attempt, run_at, created_at) VALUES ({id}, 'k', 'ready', {bytes}, 0, 0, 0)"
    );
    database.run(&mail).await;
    assert_not_well(&examined(folder.path(), &[url]).await, "keys", Verdict::Fault, "1 secrets are sealed under a key");
    assert_not_well(
        &examined(folder.path(), &[url, former]).await,
        "keys",
        Verdict::Advice,
        "under RECADO_SECRETS__OTHER_KEY still",
    );
    database.run("DELETE FROM outgoing_mails").await;

    database.run("INSERT INTO instance_settings (name, value) VALUES ('hold.restore', '1'), ('backup.last', '{\"at\":1,\"file\":\"f\",\"bytes\":2}')").await;
    let id = if kind == Kind::Sqlite { "x'01'" } else { "'00000000-0000-0000-0000-000000000001'" };
    database.run(&format!("INSERT INTO quarantine (id, event_id, idx, app_id, reason, body, received_at, created_at, attempts) VALUES ({id}, {id}, 0, {id}, 'r', '', 0, 0, 0)")).await;
    let yes = if kind == Kind::Sqlite { "1" } else { "TRUE" };
    database.run(&format!("INSERT INTO users (id, email, email_key, name, is_super_admin, is_active, failed_logins, created_at, updated_at) VALUES ({id}, 'a@b.example', 'a@b.example', 'Ana', {yes}, {yes}, 0, 0, 0)")).await;
    let unwell = examined(folder.path(), &[url]).await;
    assert_not_well(&unwell, "second-factor", Verdict::Advice, "1 of those who run this installation");
    assert_not_well(&unwell, "hold", Verdict::Advice, "nothing is sent");
    assert_not_well(&unwell, "backup", Verdict::Fault, "hours old");
    assert_not_well(&unwell, "stuck", Verdict::Advice, "1 changes of Meta's");

    database.run("DELETE FROM schema_migrations WHERE version = (SELECT MAX(version) FROM schema_migrations)").await;
    assert_not_well(&examined(folder.path(), &[url]).await, "schema", Verdict::Fault, "open");
    database.run("INSERT INTO schema_migrations (version, name, text) VALUES (9999, '9999_later', '')").await;
    assert_not_well(&examined(folder.path(), &[url]).await, "schema", Verdict::Fault, "newer program");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stands_in_the_database_on_sqlite() {
    schema_and_keys(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stands_in_the_database_on_postgres() {
    schema_and_keys(Kind::Postgres).await;
}

#[tokio::test]
async fn a_server_that_may_lose_commits_and_rows_outside_their_months() {
    let database = TestDatabase::migrated(Kind::Postgres).await;
    let name = database.url.rsplit_once('/').unwrap().1.split('?').next().unwrap().to_owned();
    database.run(&format!("ALTER DATABASE {name} SET synchronous_commit = off")).await;
    let id = "'00000000-0000-7000-8000-000000000001'";
    database
        .run(&format!("INSERT INTO inbound_events (id, app_id, received_at, body) VALUES ({id}, {id}, 0, '')"))
        .await;
    let db = database.open().await;
    assert_not_well(&[data::durable(&db).await], "durability", Verdict::Fault, "synchronous_commit=off");
    let folder = tempfile::tempdir().unwrap();
    let findings = examined(folder.path(), &[("DATABASE_URL", &database.url)]).await;
    assert_not_well(&findings, "partitions", Verdict::Advice, "inbound_events");
}

#[tokio::test]
async fn clocks_that_are_apart() {
    let database = TestDatabase::migrated(Kind::Sqlite).await;
    let now = SystemClock.now();
    let db = database.open_with_clock(Arc::new(ManualClock::at(now))).await;
    for (apart, verdict) in [(2, Verdict::Advice), (6, Verdict::Fault)] {
        let apart = Duration::from_secs(apart);
        for other in [now.plus(apart), now.minus(apart)] {
            assert_not_well(&[data::clock(&db, other).await], "clock", verdict, "ms apart");
        }
    }
    assert_eq!(data::clock(&db, now).await.verdict, Verdict::Ok);
}

/// Answers one request with this status line, then the next.
async fn web(status: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 1024];
            let _ = stream.read(&mut request).await;
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, answer.as_bytes()).await;
        }
    });
    url
}

#[tokio::test]
async fn what_must_be_reached() {
    let folder = tempfile::tempdir().unwrap();
    let google = [("RECADO_AUTH__GOOGLE_CLIENT_ID", "recado"), ("RECADO_AUTH__GOOGLE_CLIENT_SECRET", "a secret")];
    let mail = [("RECADO_MAIL__URL", "smtp://127.0.0.1:1"), ("RECADO_MAIL__FROM", "no-reply@example.com")];
    let away = [("RECADO_SERVER__PUBLIC_URL", NOWHERE), mail[0], mail[1]];
    let findings = outside::all(&config(folder.path(), &away)).await;
    assert_not_well(&findings, "graph", Verdict::Fault, "cannot be reached");
    assert_not_well(&findings, "mail-server", Verdict::Fault, "127.0.0.1:1");
    assert_not_well(&findings, "public-address", Verdict::Advice, "cannot be reached from here");

    let (lost, found) = (web("404 Not Found").await, web("200 OK").await);
    let smtp = lost.replace("http://", "smtp://");
    let there = [
        ("RECADO_SERVER__PUBLIC_URL", lost.as_str()),
        ("RECADO_GRAPH__BASE_URL", &lost),
        ("RECADO_MAIL__URL", &smtp),
        mail[1],
    ];
    let findings = outside::all(&config(folder.path(), &there)).await;
    assert_not_well(&findings, "public-address", Verdict::Advice, "answers 404");
    assert_eq!([finding(&findings, "graph").verdict, finding(&findings, "mail-server").verdict], [Verdict::Ok; 2]);
    let findings = outside::all(&config(folder.path(), &[("RECADO_SERVER__PUBLIC_URL", &found)])).await;
    assert_eq!(finding(&findings, "public-address").verdict, Verdict::Ok);

    let providers = async |issuer: &str| {
        let set =
            [google[0], google[1], ("RECADO_AUTH__GOOGLE_ISSUER", issuer), ("RECADO_SERVER__PUBLIC_URL", NOWHERE)];
        outside::all(&config(folder.path(), &set)).await
    };
    assert_not_well(&providers(NOWHERE).await, "sign-in-providers", Verdict::Fault, "cannot be reached");
    assert_not_well(&providers(&lost).await, "sign-in-providers", Verdict::Fault, "answers 404");
    assert_eq!(finding(&providers(&found).await, "sign-in-providers").verdict, Verdict::Ok);
    let facebook = [
        ("RECADO_AUTH__FACEBOOK_CLIENT_ID", "4711"),
        ("RECADO_AUTH__FACEBOOK_CLIENT_SECRET", "a secret"),
        ("RECADO_AUTH__FACEBOOK_GRAPH_URL", NOWHERE),
        ("RECADO_SERVER__PUBLIC_URL", NOWHERE),
    ];
    let findings = outside::all(&config(folder.path(), &facebook)).await;
    assert_not_well(&findings, "sign-in-providers", Verdict::Fault, "Facebook");
}

#[test]
fn the_text_names_check_finding_and_remedy() {
    let findings = [Finding::ok("disk", "much"), Finding::fault("keys", "two\nlines", "find them")];
    assert_eq!(as_text(&findings), "ok      disk: much\nFAULT   keys: two\n        lines\n        -> find them\n");
    let json = serde_json::to_value(&findings).unwrap();
    assert_eq!(json[0], serde_json::json!({"check": "disk", "verdict": "ok", "found": "much"}));
    assert_eq!(json[1]["verdict"], "fault");
}
