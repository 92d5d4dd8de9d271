//! The ledger on disk: what was answered is kept, what was on its way goes on.

use std::{fs::OpenOptions, io::Write, path::Path, sync::Arc, time::Duration};

use recado_domain::ManualClock;
use recado_simulator::{Simulator, SimulatorConfig, StartError, WebhookTarget};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    desk::{ANA, Desk, START, text, to_ana},
    subscriber::{Received, Subscriber},
};

fn kept_in(dir: &Path) -> SimulatorConfig {
    SimulatorConfig { state: Some(dir.to_owned()), seed: Some(1), ..SimulatorConfig::on_free_port() }
}

/// A desk that lived, and the folder it left.
async fn a_life() -> (TempDir, Vec<Value>) {
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::with(kept_in(dir.path())).await;
    desk.hears(ANA).await;
    for n in 0..44 {
        desk.accepted(text(&format!("mensagem {n}"))).await;
    }
    assert_eq!(desk.send(text("")).await.0, 400);
    let ledger = desk.ledger().await;
    desk.sim.shutdown().await;
    (dir, ledger)
}

#[tokio::test]
async fn numbers_windows_limits_and_ledger_survive() {
    let (dir, ledger) = a_life().await;
    let desk = Desk::bare(kept_in(dir.path())).await;
    assert_eq!(desk.ledger().await, ledger);
    let wamid = desk.accepted(text("a janela continua aberta")).await;
    assert!(ledger.iter().all(|entry| entry["wamid"] != json!(wamid)), "no id is given twice");
    let codes: Vec<_> =
        [desk.send(text("a")).await, desk.send(text("b")).await].map(|(_, a)| a["error"]["code"].clone()).into();
    assert!(codes.contains(&json!(131_056)), "the pair's burst is remembered: {codes:?}");
}

#[tokio::test]
async fn a_torn_last_line_is_cut_off() {
    let (dir, ledger) = a_life().await;
    let path = dir.path().join("ledger.jsonl");
    OpenOptions::new()
        .append(true)
        .open(&path)
        .unwrap()
        .write_all("{\"record\":\"rejected\",\"entry\":{\"to\":\"ã".as_bytes())
        .unwrap();
    let desk = Desk::bare(kept_in(dir.path())).await;
    assert_eq!(desk.ledger().await, ledger);
    assert_eq!(desk.send(to_ana(json!({"type": "x"}))).await.0, 400);
    desk.sim.shutdown().await;
    assert!(!std::fs::read_to_string(&path).unwrap().contains('ã'), "the torn piece is gone");
    let desk = Desk::bare(kept_in(dir.path())).await;
    assert_eq!(desk.ledger().await.len(), ledger.len() + 1, "what is written after the cut is read back");
}

#[tokio::test]
async fn a_broken_line_in_the_middle_is_named() {
    let (dir, _) = a_life().await;
    let path = dir.path().join("ledger.jsonl");
    let mut lines: Vec<String> = std::fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    lines[2] = "{}".to_owned();
    std::fs::write(&path, lines.join("\n") + "\n").unwrap();
    let Err(StartError::Ledger { reason, .. }) = Simulator::start(kept_in(dir.path())).await else {
        panic!("it must not start on a broken ledger");
    };
    assert!(reason.starts_with("line 3"), "{reason}");
}

#[tokio::test]
async fn two_simulators_do_not_share_a_folder() {
    let dir = tempfile::tempdir().unwrap();
    let _first = Desk::with(kept_in(dir.path())).await;
    let second = Simulator::start(kept_in(dir.path())).await;
    assert!(matches!(second, Err(StartError::Ledger { .. })));
}

#[tokio::test]
async fn webhooks_go_on_where_they_were() {
    let (dir, clock) = (tempfile::tempdir().unwrap(), Arc::new(ManualClock::at(START)));
    let config = SimulatorConfig { clock: clock.clone(), ..kept_in(dir.path()) };
    let desk = Desk::with(config.clone()).await;
    let nobody = json!({"url": "http://127.0.0.1:1/webhook", "retry_ms": [60_000]});
    let statuses = json!({"sent_ms": 0, "delivered_ms": 0, "read_ms": 60_000});
    desk.control("PUT", "/_sim/config", json!({"webhook": nobody, "statuses": statuses})).await;
    desk.hears(ANA).await;
    let wamid = desk.accepted(text("oi")).await;
    while attempts(&desk).await.iter().sum::<usize>() < 3 {
        tokio::task::yield_now().await;
    }
    desk.sim.shutdown().await;

    let subscriber = Subscriber::start().await;
    let target = WebhookTarget {
        url: subscriber.url.clone(),
        app_secret: crate::subscriber::SECRET.to_owned(),
        verify_token: crate::subscriber::VERIFY.to_owned(),
    };
    let desk = Desk::bare(SimulatorConfig { webhook: Some(target), ..config }).await;
    assert_eq!(attempts(&desk).await, [1, 1, 1, 0], "three were tried in vain, one is not due");
    clock.advance(Duration::from_mins(1));
    let received = subscriber.wait_for(4).await;
    let mut statuses: Vec<_> = received.iter().filter_map(Received::status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["delivered", "read", "sent"]);
    assert!(received.iter().all(Received::is_signed));
    assert!(received.iter().filter(|r| r.status().is_some()).all(|r| r.value()["statuses"][0]["id"] == json!(wamid)));
}

/// How often each delivery was tried.
async fn attempts(desk: &Desk) -> Vec<usize> {
    desk.deliveries().await.iter().map(|delivery| delivery["attempts"].as_array().unwrap().len()).collect()
}

#[tokio::test]
async fn what_was_delivered_is_not_delivered_again() {
    let dir = tempfile::tempdir().unwrap();
    let subscriber = Subscriber::start().await;
    let desk = Desk::with(kept_in(dir.path())).await;
    subscriber.subscribe(&desk).await;
    desk.hears(ANA).await;
    desk.settled().await;
    desk.sim.shutdown().await;
    let desk = Desk::bare(kept_in(dir.path())).await;
    assert_eq!(desk.deliveries().await[0]["state"], "delivered");
    desk.hears(ANA).await;
    subscriber.wait_for(2).await;
    assert_eq!(desk.control("GET", "/_sim/health", Value::Null).await["numbers"], 2);
}

#[tokio::test]
async fn a_reset_empties_the_ledger_on_disk_too() {
    let (dir, _) = a_life().await;
    let desk = Desk::bare(kept_in(dir.path())).await;
    desk.control("POST", "/_sim/reset", Value::Null).await;
    desk.sim.shutdown().await;
    let desk = Desk::bare(kept_in(dir.path())).await;
    assert!(desk.ledger().await.is_empty());
    assert_eq!(desk.control("GET", "/_sim/health", Value::Null).await["numbers"], 0);
}
