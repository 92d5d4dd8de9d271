//! Rows out of either engine and into either engine, and what is done to them on the way.

use std::collections::BTreeMap;

use recado_domain::Timestamp;
use tokio::sync::mpsc;

use super::*;
use crate::{
    Db, Scope,
    dump::{Cell, LoadError, LoadTerms, Outline, Piece, Table},
    testing::TestDatabase,
};

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);
const LIVED_ON: LoadTerms = LoadTerms { now: NOW, is_moved: false };
const MOVED: LoadTerms = LoadTerms { now: NOW, is_moved: true };
/// All that COPY would take for something else.
const AWKWARD: &str = "tab\there \\N \\. back\\slash \r\n\u{1F600} \"quote'' \u{8}";

async fn pieces_of(db: &Db) -> Vec<Piece> {
    let (give, mut take) = mpsc::channel(2);
    let (dumped, pieces) = tokio::join!(db.dump(give), async {
        let mut pieces = Vec::new();
        while let Some(piece) = take.recv().await {
            pieces.push(piece);
        }
        pieces
    });
    dumped.unwrap();
    pieces
}

async fn load(db: &Db, pieces: &[Piece], terms: LoadTerms) -> Result<(), LoadError> {
    let Piece::Outline(outline) = pieces[0].clone() else { panic!("it begins with its outline") };
    let (give, take) = mpsc::channel(2);
    let (loaded, ()) = tokio::join!(db.load(outline, take, terms), async {
        for piece in &pieces[1..] {
            if give.send(piece.clone()).await.is_err() {
                break;
            }
        }
        drop(give);
    });
    loaded
}

/// Every row by table, without the order that an engine has it in and the columns that only one has.
fn rows(pieces: &[Piece]) -> BTreeMap<String, Vec<Vec<(String, Cell)>>> {
    let Piece::Outline(Outline { tables, .. }) = &pieces[0] else { panic!("it begins with its outline") };
    let mut found: BTreeMap<String, Vec<_>> = tables.iter().map(|table| (table.name.clone(), Vec::new())).collect();
    for piece in &pieces[1..] {
        let Piece::Rows { table, rows } = piece else { continue };
        let Table { name, columns } = &tables[*table];
        let own = |row: &Vec<Cell>| {
            let cells = columns.iter().cloned().zip(row.iter().cloned());
            let is_shared = |column: &str| (name.as_str(), column) != ("messages", "n");
            let mut cells: Vec<_> = cells.filter(|(column, _)| is_shared(column)).collect();
            cells.sort();
            cells
        };
        found.get_mut(name).unwrap().extend(rows.iter().map(own));
    }
    for rows in found.values_mut() {
        rows.sort();
    }
    found
}

/// A company with a little of everything that a cell can be, and something on its way out.
pub(super) async fn fill(database: &TestDatabase) {
    let kind = database.kind();
    tenant(database, 1).await;
    let id = |n: u8| match kind {
        Kind::Sqlite => format!("x'{}'", Uuid::from_bytes([n; 16]).simple()),
        Kind::Postgres => format!("'{}'", Uuid::from_bytes([n; 16])),
    };
    let bytes = |hex: &str| if kind == Kind::Sqlite { format!("x'{hex}'") } else { format!("'\\x{hex}'") };
    let (shop, a, b) = (id(1), id(2), id(3));
    for insert in [
        format!(
            "users (id, email, email_key, name, is_super_admin, is_active, failed_logins, created_at, updated_at) VALUES ({a}, 'A@b.c', 'a@b.c', 'Ana', TRUE, FALSE, 0, 0, 0)"
        ),
        format!("sessions (id, user_id, created_at, last_used_at, expires_at) VALUES ({a}, {a}, 0, 0, 9)"),
        format!("one_time_links (hash, purpose, created_at, expires_at) VALUES ({}, 'setup', 0, 9)", bytes("00ff")),
        format!(
            "apps (id, slug, secret, verify_token, created_at, updated_at) VALUES ({a}, 'default', {0}, {0}, 0, 0)",
            bytes("5c7831")
        ),
        format!("wabas (tenant_id, id, waba_id, created_at) VALUES ({shop}, {a}, '1', 0)"),
        format!(
            "phone_numbers (tenant_id, id, waba, app_id, phone_number_id, display_phone_number, status, throughput, sends_read_receipts, created_at, updated_at) VALUES ({shop}, {a}, {a}, {a}, '9', '+9', 'active', 80, TRUE, 0, 0)"
        ),
        format!(
            "contacts (tenant_id, id, name, name_key, name_is_edited, needs_review, last_seen_at, created_at, updated_at) VALUES ({shop}, {b}, '{AWKWARD}', '', FALSE, FALSE, 0, 0, -5)"
        ),
        format!(
            "contacts (tenant_id, id, name, name_key, name_is_edited, needs_review, merged_into, last_seen_at, created_at, updated_at) VALUES ({shop}, {a}, '', '', FALSE, FALSE, {b}, 0, 0, 0)"
        ),
        format!(
            "conversations (tenant_id, id, contact_id, phone_number_id, status, is_open, unread_count, is_unread, last_activity_at, created_at) VALUES ({shop}, {a}, {b}, {a}, 'open', 1, 0, 0, 0, 0)"
        ),
        format!(
            "messages (tenant_id, id, conversation_id, phone_number_id, direction, source, kind, sending, priority, tries, delivery_policy, due_at, created_at, words_version) VALUES ({shop}, {a}, {a}, {a}, 'outbound', 'agent', 'text', 'queued', 'reply', 0, 'hold', 1, 0, 1)"
        ),
        format!(
            "messages (tenant_id, id, conversation_id, phone_number_id, direction, source, kind, sending, priority, tries, delivery_policy, created_at) VALUES ({shop}, {b}, {a}, {a}, 'outbound', 'agent', 'text', 'in_flight', 'reply', 0, 'hold', 0)"
        ),
        format!(
            "message_attempts (tenant_id, message_id, n, number_id, state, started_at, fence) VALUES ({shop}, {b}, 1, {a}, 'in_flight', 0, 4)"
        ),
        format!(
            "inbound_events (id, app_id, received_at, body) VALUES ({a}, {a}, 1700000000000000, {})",
            bytes("7b22c3a9227d0a5c")
        ),
        format!("outbox (tenant_id, id, pos, seq, kind, data, at) VALUES ({shop}, {a}, 7, 3, 'k', '{{}}', 0)"),
        format!("outbox (tenant_id, id, kind, data, at) VALUES ({shop}, {b}, 'k', '{{}}', 0)"),
        format!("outbox_heads (tenant_id, seq, deleted_through) VALUES ({shop}, 3, 2)"),
        format!(
            "jobs (tenant_id, id, queue, kind, priority, state, run_at, attempt, fence, payload, created_at) VALUES ({shop}, {a}, 'default', 'k.v1', 0, 'ready', 0, 0, 0, '', 0)"
        ),
        format!(
            "outgoing_mails (id, kind, state, sealed, attempt, run_at, created_at) VALUES ({a}, 'reset', 'ready', {}, 0, 0, 0)",
            bytes("00")
        ),
        "counters (name, value) VALUES ('outbox', 7)".to_owned(),
        "leases (name, holder, fence, until) VALUES ('relay', 'gone', 4, 4102444800000000)".to_owned(),
        "instance_settings (name, value) VALUES ('key.jwt', 'x'), ('key.secrets', 'y')".to_owned(),
    ] {
        database.run(&format!("INSERT INTO {insert}")).await;
    }
}

both_engines! {
    async fn what_is_dumped_is_loaded_on_either_engine(kind: Kind) {
        let source = TestDatabase::migrated(kind).await;
        fill(&source).await;
        let pieces = pieces_of(&source.open().await).await;
        for other in [Kind::Sqlite, Kind::Postgres] {
            let target = TestDatabase::empty(other).await;
            let db = target.open().await;
            load(&db, &pieces, MOVED).await.unwrap();
            assert!(db.schema_is_current().await.unwrap());
            let (was, is) = (rows(&pieces), rows(&pieces_of(&db).await));
            assert!(was.len() > 40 && was.keys().eq(is.keys()), "{:?}", was.keys());
            let unlike: Vec<&str> = was.iter().filter(|(table, rows)| is[*table] != **rows).map(|(table, _)| table.as_str()).collect();
            assert_eq!(unlike, ["instance_settings", "leases", "messages", "outbox", "outbox_heads"], "onto {other:?}");
            // Words are indexed anew; whatever was queued still is.
            assert_eq!(target.number("SELECT COUNT(*) FROM messages WHERE words_version IS NULL AND sending IN ('queued', 'in_flight')").await, 2);
            assert_eq!(target.number("SELECT COUNT(*) FROM outbox WHERE seq = 1000000003").await, 1);
            assert_eq!(target.number("SELECT COUNT(*) FROM outbox_heads WHERE seq = 1000000003 AND deleted_through = 1000000002").await, 1);
            assert_eq!(target.number("SELECT COUNT(*) FROM leases WHERE until = 0 AND fence = 4").await, 1);
            // The order of writing goes on behind what was there.
            let behind = target.number("SELECT MAX(ord) FROM outbox").await;
            let again = "INSERT INTO outbox (tenant_id, id, kind, data, at) SELECT tenant_id, ";
            let fresh = if other == Kind::Sqlite { "x'09090909090909090909090909090909'" } else { "CAST('09090909-0909-0909-0909-090909090909' AS uuid)" };
            target.run(&format!("{again}{fresh}, 'k', '', 0 FROM outbox_heads")).await;
            assert_eq!(target.number("SELECT MAX(ord) FROM outbox").await, behind + 1);
        }
    }

    async fn nothing_is_taken_until_the_hold_is_lifted_and_people_decide_about_what_was_queued(kind: Kind) {
        let source = TestDatabase::migrated(kind).await;
        fill(&source).await;
        let pieces = pieces_of(&source.open().await).await;
        for (terms, waiting) in [(LIVED_ON, 0), (MOVED, 1)] {
            let target = TestDatabase::empty(kind).await;
            let db = target.open().await;
            load(&db, &pieces, terms).await.unwrap();
            let open = "SELECT COUNT(*) FROM messages WHERE sending IN ('queued', 'in_flight')";
            assert_eq!(target.number(open).await, 2 * waiting);
            assert_eq!(target.number("SELECT COUNT(*) FROM messages WHERE sending = 'unconfirmed'").await, 2 - 2 * waiting);
            assert_eq!(target.number("SELECT COUNT(*) FROM message_attempts WHERE state = 'in_flight'").await, waiting);
            assert_eq!(target.number("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, waiting);
            assert_eq!(target.number("SELECT COUNT(*) FROM one_time_links WHERE used_at IS NULL").await, waiting);
            assert_eq!(target.number("SELECT COUNT(*) FROM instance_settings WHERE name = 'key.jwt'").await, waiting);
            target.run("UPDATE messages SET sending = 'queued', due_at = 1").await;

            let taken = async || {
                let mut tx = db.write(Scope::System).await.unwrap();
                let lanes = system(&mut tx).lanes().with_work(NOW).await.unwrap().len();
                let claim = crate::system::jobs::Claim { worker: "w", queue: "default", priority: 0, now: NOW, lease_until: NOW, limit: 5 };
                let jobs = system(&mut tx).jobs().claim(claim).await.unwrap().len();
                let mails = tx.platform().outgoing_mails().claim(NOW, NOW, 5).await.unwrap().len();
                (lanes, jobs, i64::try_from(mails).unwrap()) // not committed: the next look finds the same
            };
            assert_eq!(taken().await, (0, 0, 0));
            let mut tx = db.write(Scope::System).await.unwrap();
            assert_eq!(tx.platform().holds().since().await.unwrap(), Some(NOW));
            assert!(tx.platform().holds().lift().await.unwrap());
            assert!(!tx.platform().holds().lift().await.unwrap());
            tx.commit().await.unwrap();
            assert_eq!(taken().await, (1, 1, waiting));
        }
    }

    async fn a_database_that_is_not_empty_or_a_dump_that_is_not_whole_changes_nothing(kind: Kind) {
        let source = TestDatabase::migrated(kind).await;
        fill(&source).await;
        let pieces = pieces_of(&source.open().await).await;
        let target = TestDatabase::empty(kind).await;
        let db = target.open().await;
        let refused = load(&db, &pieces[..pieces.len() - 1], LIVED_ON).await.unwrap_err();
        assert!(matches!(refused, LoadError::Incomplete), "{refused}");
        assert_eq!(target.number("SELECT COUNT(*) FROM tenants").await, 0);
        assert_eq!(target.number("SELECT COUNT(*) FROM instance_settings").await, 0);

        let mut later = pieces.clone();
        if let Piece::Outline(outline) = &mut later[0] {
            outline.migrations.push("9999_later".to_owned());
        }
        let refused = load(&db, &later, LIVED_ON).await.unwrap_err();
        assert!(matches!(&refused, LoadError::OlderProgram(name) if name == "9999_later"), "{refused}");

        load(&db, &pieces, LIVED_ON).await.unwrap();
        let refused = load(&db, &pieces, LIVED_ON).await.unwrap_err();
        assert!(matches!(refused, LoadError::NotEmpty(_)), "{refused}");
        assert_eq!(target.number("SELECT COUNT(*) FROM outbox_heads WHERE seq = 1000000003").await, 1, "once");
    }

    async fn a_backup_of_an_older_schema_is_brought_up_to_date(kind: Kind) {
        let source = TestDatabase::migrated_to(kind, 5).await;
        tenant(&source, 1).await;
        let pieces = pieces_of(&source.open().await).await;
        let target = TestDatabase::empty(kind).await;
        let db = target.open().await;
        load(&db, &pieces, LIVED_ON).await.unwrap();
        assert!(db.schema_is_current().await.unwrap());
        assert_eq!(target.number("SELECT COUNT(*) FROM tenants").await, 1);
        assert_eq!(target.number("SELECT COUNT(*) FROM outbox_heads WHERE seq = 1000000000").await, 1, "of one without events");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_security_holds_again_and_old_rows_lie_in_their_months() {
    let source = TestDatabase::migrated(Kind::Sqlite).await;
    fill(&source).await;
    let at = Uuid::from_u128(1_700_000_000_000_u128 << 80 | 7);
    source.run(&format!("UPDATE inbound_events SET id = x'{}'", at.simple())).await;
    let pieces = pieces_of(&source.open().await).await;
    let target = TestDatabase::empty(Kind::Postgres).await;
    let db = target.open().await;
    load(&db, &pieces, LIVED_ON).await.unwrap();
    assert_eq!(db.strays().await.unwrap(), [("inbound_events", 0), ("graph_exchanges", 0)]);
    let open = "SELECT COUNT(*) FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity AND NOT relispartition";
    assert_eq!(target.number(open).await, 0);
    assert!(target.number("SELECT COUNT(*) FROM pg_class WHERE relforcerowsecurity").await > 20);
}
