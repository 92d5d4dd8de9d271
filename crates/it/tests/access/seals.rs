//! Somebody with the database in their hands tampers with the audit log, and is found.

use std::time::Duration;

use recado_engine::{
    Engine,
    seals::{Report, Tampering, read_copy, seal_all, verify},
    vault::reseal,
};
use recado_it::{TestApp, TestTenant, both_engines};
use recado_storage::{secrets::Keyring, testing::Kind};
use serde_json::json;

const TABLES: [&str; 3] = ["audit_log", "audit_seals", "audit_checkpoints"];

/// A company whose log has entries of several hours, sealed and signed.
async fn sealed(app: &TestApp, node: &Engine) -> TestTenant {
    let shop = app.tenant("shop").await;
    for hour in 0..3 {
        for n in 0..4 {
            let tag = json!({ "name": format!("tag {hour} {n}"), "hue": 10 });
            app.sign_in(&shop.owner.email).await.post("/api/v1/tags", tag).await.is(201);
        }
        seal_all(node).await.expect("sealed");
        app.clock.advance(Duration::from_mins(61));
    }
    for table in TABLES {
        app.database.run(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await;
    }
    shop
}

async fn as_before(app: &TestApp) {
    for table in TABLES {
        app.database.run(&format!("DELETE FROM {table}")).await;
        app.database.run(&format!("INSERT INTO {table} SELECT * FROM kept_{table}")).await;
    }
}

fn whats(report: &Report) -> Vec<Tampering> {
    let mut all: Vec<_> = report.findings.iter().map(|finding| finding.what).collect();
    all.dedup();
    all
}

both_engines! {
    async fn whoever_tampers_with_the_audit_log_is_found(app: TestApp) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("checkpoints.jsonl");
        let node = app.second_node(|settings| settings.checkpoints = Some(file.clone())).await;
        let shop = sealed(&app, &node).await;
        let told = read_copy(&file).await.expect("it is there");
        let look = async || verify(&node, shop.tenant, &told).await.expect("looked at");
        let clean = look().await;
        assert!(clean.findings.is_empty() && clean.links >= 12 && clean.checkpoints >= 6, "{clean:?}");
        let (links, id) = (clean.links, if app.database.kind() == Kind::Sqlite {
            "x'00000000000070008000000000000001'"
        } else {
            "'00000000-0000-7000-8000-000000000001'::uuid"
        });
        let last = links - 3;
        let (cut, signed) = (format!("DELETE FROM audit_seals WHERE seq > {last}"), format!("DELETE FROM audit_checkpoints WHERE seq > {last}"));
        let without = "DELETE FROM audit_log WHERE id NOT IN (SELECT entry_id FROM audit_seals)";
        let inserted = format!("INSERT INTO audit_log SELECT tenant_id, {id}, actor_kind, actor_id, action, entity, entity_id, metadata, is_sensitive, ip, request_id, at FROM audit_log WHERE id = (SELECT entry_id FROM audit_seals WHERE seq = 2)");
        let of = |seq: u64| format!("id = (SELECT entry_id FROM audit_seals WHERE seq = {seq})");
        let change = |what: &str| format!("UPDATE audit_log SET {what} WHERE {}", of(3));
        let swap = |from: u64, to: u64| format!("UPDATE audit_seals SET seq = {to} WHERE seq = {from}");
        let cases: Vec<(&str, Vec<String>, Vec<Tampering>)> = vec![
            ("a word is changed", vec![change("action = 'tag.deleted'")], vec![Tampering::Changed]),
            ("a time is changed", vec![change("at = at + 1")], vec![Tampering::Changed]),
            ("who did it is changed", vec![change("ip = '192.0.2.9'")], vec![Tampering::Changed]),
            ("an entry is deleted", vec![format!("DELETE FROM audit_log WHERE {}", of(4))], vec![Tampering::Deleted]),
            ("an entry is put in", vec![inserted], vec![Tampering::Inserted]),
            ("an entry and its link are deleted",
                vec![format!("DELETE FROM audit_log WHERE {}", of(4)), "DELETE FROM audit_seals WHERE seq = 4".to_owned()],
                vec![Tampering::Gap, Tampering::Broken]),
            ("two links change places", vec![swap(3, 9_999), swap(4, 3), swap(9_999, 4)], vec![Tampering::Broken]),
            ("the end is cut off", vec![cut.clone(), without.to_owned()], vec![Tampering::Cut]),
            ("the end is cut off with its checkpoints", vec![cut, without.to_owned(), signed], vec![Tampering::Cut]),
            ("a checkpoint is forged", vec!["UPDATE audit_checkpoints SET at = at + 1".to_owned()], vec![Tampering::Forged]),
        ];
        for (name, deeds, expected) in cases {
            for deed in deeds {
                app.database.run(&deed).await;
            }
            let found = whats(&look().await);
            assert!(expected.iter().all(|what| found.contains(what)), "{name}: {found:?}");
            as_before(&app).await;
            assert_eq!(look().await, clean, "{name}, and as before");
        }

        // Somebody changes an entry and makes all of the chain anew, checkpoints too: the file outside still tells.
        app.database.run(&change("action = 'tag.deleted'")).await;
        app.database.run("DELETE FROM audit_seals").await;
        app.database.run("DELETE FROM audit_checkpoints").await;
        seal_all(&app.engine).await.expect("sealed");
        assert!(whats(&look().await).contains(&Tampering::Rewritten));
    }

    async fn entries_are_sealed_once_late_ones_too_and_an_erased_one_is_no_finding(app: TestApp) {
        let shop = sealed(&app, &app.engine).await;
        let links = async || app.database.number("SELECT COUNT(*) FROM audit_seals").await;
        let before = links().await;
        seal_all(&app.engine).await.expect("nothing to seal");
        assert_eq!(links().await, before);
        // Committed late: its id is older than the newest one that is sealed.
        app.database.run("DELETE FROM audit_seals WHERE seq = (SELECT MAX(seq) FROM audit_seals)").await;
        app.database.run("DELETE FROM audit_checkpoints WHERE seq > (SELECT MAX(seq) FROM audit_seals)").await;
        seal_all(&app.engine).await.expect("sealed");
        assert_eq!(links().await, before);
        let clean = verify(&app.engine, shop.tenant, &[]).await.expect("looked at");
        assert_eq!((clean.findings.len(), clean.erased), (0, 0), "{clean:?}");

        app.database.run("DELETE FROM audit_log WHERE id = (SELECT entry_id FROM audit_seals WHERE seq = 3)").await;
        app.database.run("UPDATE audit_seals SET salt = NULL WHERE seq = 3").await;
        let erased = verify(&app.engine, shop.tenant, &[]).await.expect("looked at");
        assert_eq!((erased.findings.len(), erased.erased), (0, 1), "{erased:?}");
    }

    async fn other_keys_of_the_installation_leave_checkpoints_valid(app: TestApp) {
        let shop = sealed(&app, &app.engine).await;
        reseal(&app.engine.db, &Keyring::new([8; 32]).opening([7; 32])).await.expect("resealed");
        let node = app.node_with(Keyring::new([8; 32])).await;
        let report = verify(&node, shop.tenant, &[]).await.expect("looked at");
        assert!(report.findings.is_empty() && report.checkpoints >= 3, "{report:?}");
    }
}
