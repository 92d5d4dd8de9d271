//! Backup and restore of the built binary: made under load, restored on the other engine, nothing sent until confirmed.

use std::{
    fs,
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use recado_it::Kind;
use serde_json::{Value, json};

use super::run;
use crate::crash::{
    load::Load,
    product::{Product, free_port},
    simulator::{NUMBERS, Simulator},
};

const CUSTOMER: &str = "5511970000000";
/// Nothing of it may stand in the file.
const CANARY: &str = "canary-in-the-clear-4711";
/// Work done before the backup, and while it is made, at least.
const BEFORE: usize = 40;

async fn command(mut command: Command) -> (Option<i32>, String, String) {
    command.stderr(std::process::Stdio::piped());
    tokio::task::spawn_blocking(move || run(&mut command)).await.expect("it ends")
}

/// Customers write and we answer, one after the other, until told to stop.
async fn load(product: &Product, simulator: &Simulator, number: &str, stop: &AtomicBool, done: &AtomicUsize) {
    let token = product.token().await;
    while !stop.load(Ordering::SeqCst) {
        let n = done.fetch_add(1, Ordering::SeqCst);
        simulator.inbound(NUMBERS[0], &format!("55119{n:08}"), &format!("{CANARY} {n}")).await;
        let body =
            json!({"to": CUSTOMER, "numberId": number, "type": "text", "text": {"body": format!("{CANARY} out {n}")}});
        let sent = product.http().post(product.url("/api/v1/messages/send")).bearer_auth(&token).json(&body);
        assert_eq!(sent.send().await.expect("up").status(), 202);
    }
}

/// The product under load, and a backup that was made meanwhile.
async fn backed_up(kind: Kind, file: &Path) -> (Product, Simulator) {
    let mut product = Product::on(kind).await;
    let simulator = Simulator::start(&product).await;
    product.start(simulator.url()).await;
    let number = Load::prepare(&product, &simulator).await.numbers.remove(0);
    simulator.inbound(NUMBERS[0], CUSTOMER, CANARY).await;
    while product.list("/api/v1/conversations").await.is_empty() {}

    let (stop, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let backup =
        product.command(["backup", "--to", file.to_str().expect("UTF-8")], "data", free_port(), simulator.url());
    let making = async {
        while done.load(Ordering::SeqCst) < BEFORE {
            tokio::task::yield_now().await;
        }
        let made = command(backup).await;
        stop.store(true, Ordering::SeqCst);
        made
    };
    let (made, ()) = tokio::join!(making, load(&product, &simulator, &number, &stop, &done));
    assert_eq!(made.0, Some(0), "{}", made.2);
    assert!(made.1.starts_with("made and read back in"), "{}", made.1);
    assert!(done.load(Ordering::SeqCst) > BEFORE, "it was made under load");
    erase_somebody(&product).await;
    product.kill();
    (product, simulator)
}

/// One of the customers who only wrote, after the backup was made.
async fn erase_somebody(product: &Product) {
    let contacts = product.list("/api/v1/contacts").await;
    let other = contacts.iter().find(|contact| contact["phone"] != CUSTOMER && contact["phone"] != json!(null));
    let id = other.expect("another customer")["id"].as_str().expect("an id");
    let erase =
        product.http().delete(product.url(&format!("/api/v1/contacts/{id}"))).bearer_auth(product.token().await);
    assert_eq!(erase.send().await.expect("up").status(), 204);
}

async fn is_refused(product: &Product, file: &Path, code: i32, said: &str) {
    let restore = product.command(
        ["restore", "--from", file.to_str().expect("UTF-8")],
        "data",
        product.port(),
        "http://127.0.0.1:1",
    );
    let (ended, stdout, stderr) = command(restore).await;
    assert_eq!((ended, stdout.as_str()), (Some(code), ""), "{stderr}");
    assert!(stderr.contains(said), "{said} is not in {stderr}");
}

async fn restored_elsewhere(kind: Kind, other: Kind) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("recado.backup");
    let (old, simulator) = backed_up(kind, &file).await;
    let content = fs::read(&file).expect("it was made");
    for canary in [CANARY, "crash-token", "owner@crash.test", "tenants"] {
        assert!(!content.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary} is in the file");
    }
    let mut new = Product::on(other).await;
    let data = new.folder().join("data");
    fs::create_dir(&data).expect("it is ours");
    is_refused(&new, &file, 2, "RECADO_SECRETS__KEY: is needed").await;
    fs::write(data.join("secrets.key"), "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\n").expect("it is ours");
    is_refused(&new, &file, 1, "it was sealed with another key").await;
    fs::copy(old.folder().join("data/secrets.key"), data.join("secrets.key")).expect("it is there");
    let damaged = folder.path().join("damaged.backup");
    fs::write(&damaged, &content[..content.len() - 9]).expect("it is ours");
    is_refused(&new, &damaged, 1, "it is damaged").await;

    let erasures = old.folder().join("data/erasures.jsonl");
    let [from, erasures] = [&file, &erasures].map(|path| path.to_str().expect("UTF-8"));
    let order = ["restore", "--from", from, "--erasures", erasures];
    let (code, told, stderr) = command(new.command(order, "data", new.port(), simulator.url())).await;
    assert_eq!(code, Some(0), "{stderr}");
    assert!(told.starts_with("restored ") && told.contains("recado restore confirm"), "{told}");
    assert!(told.contains("erased again: 1 contacts"), "{told}");
    assert_eq!(new.number("SELECT COUNT(*) FROM contacts WHERE erased_at IS NOT NULL").await, 1);
    is_refused(&new, &file, 3, "the database is not empty").await;
    is_of_one_moment(&old, &new, other).await;
    nothing_is_sent_until_confirmed(&mut new, &simulator).await;
}

/// What was written in one transaction is there in whole or not at all.
async fn is_of_one_moment(old: &Product, new: &Product, other: Kind) {
    for table in ["tenants", "users", "phone_numbers", "memberships", "teams", "wabas"] {
        let count = format!("SELECT COUNT(*) FROM {table}");
        assert_eq!(new.number(&count).await, old.number(&count).await, "{table}");
    }
    for (table, least) in [("messages", 20), ("inbound_events", 20), ("conversations", 10)] {
        let count = format!("SELECT COUNT(*) FROM {table}");
        let (now, then) = (new.number(&count).await, old.number(&count).await);
        assert!((least..=then).contains(&now), "{now} of {then} {table}");
    }
    let torn = "SELECT COUNT(*) FROM conversations c WHERE c.last_message_id IS NOT NULL AND NOT EXISTS \
        (SELECT 1 FROM messages m WHERE m.tenant_id = c.tenant_id AND m.id = c.last_message_id)";
    assert_eq!(new.number(torn).await, 0, "a conversation's last message is there");
    let torn = "SELECT COUNT(*) FROM message_attempts a WHERE NOT EXISTS \
        (SELECT 1 FROM messages m WHERE m.tenant_id = a.tenant_id AND m.id = a.message_id)";
    assert_eq!(new.number(torn).await, 0, "an attempt's message is there");
    if other == Kind::Sqlite {
        assert_eq!(new.number("SELECT COUNT(*) FROM pragma_foreign_key_check").await, 0);
    }
    assert_eq!(
        new.number("SELECT COUNT(*) FROM messages WHERE sending IN ('queued', 'in_flight', 'unknown')").await,
        0
    );
    assert_eq!(new.number("SELECT COUNT(*) FROM outbox WHERE seq < 1000000000").await, 0);
}

async fn nothing_is_sent_until_confirmed(new: &mut Product, simulator: &Simulator) {
    let before = simulator.ledger().await.len();
    new.start(simulator.url()).await;
    let health: Value = new.http().get(new.url("/health")).send().await.expect("up").json().await.expect("JSON");
    assert_eq!(health["queue"], "held", "{health}");
    let number = new.get("/api/v1/numbers").await["data"][0]["id"].clone();
    let body = json!({"to": CUSTOMER, "numberId": number, "type": "text", "text": {"body": "after the restore"}});
    let send = new.http().post(new.url("/api/v1/messages/send")).bearer_auth(new.token().await).json(&body);
    let queued: Value = send.send().await.expect("up").json().await.expect("JSON");
    let message = format!("/api/v1/messages/{}", queued["id"].as_str().expect("an id"));
    assert_eq!(new.get(&message).await["status"], "queued");
    assert_eq!(simulator.ledger().await.len(), before);

    let confirm = new.command(["restore", "confirm"], "data", new.port(), simulator.url());
    assert_eq!(command(confirm).await.1, "sending goes on\n");
    while new.get(&message).await["status"] == "queued" {}
    while simulator.ledger().await.len() == before {}
    let ledger = simulator.ledger().await;
    let fresh: Vec<&Value> = ledger.iter().filter(|entry| entry.to_string().contains("after the restore")).collect();
    assert_eq!(
        (fresh.len(), ledger.len()),
        (1, before + 1),
        "that one, and nothing of what the backup had in its queue"
    );
    let health: Value = new.http().get(new.url("/health")).send().await.expect("up").json().await.expect("JSON");
    assert_eq!(health["queue"], "ok", "{health}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_under_load_on_sqlite_is_restored_on_postgres() {
    restored_elsewhere(Kind::Sqlite, Kind::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_under_load_on_postgres_is_restored_on_sqlite() {
    restored_elsewhere(Kind::Postgres, Kind::Sqlite).await;
}
