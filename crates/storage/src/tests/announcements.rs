//! How often a node may announce, counted by a listener of its own.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::poll_fn,
    time::Instant,
};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_postgres::{AsyncMessage, Notification};

use super::{
    items::{fresh, write_one},
    *,
};

/// Counted by a listener of its own: of what two nodes announce and say as fast as they can, each one's notifications
/// leave its own connection, and no two within the time that must lie between them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_announces_at_most_once_in_ten_milliseconds() {
    const WORDS: usize = 3_000;
    let (database, db) = fresh(Kind::Postgres).await;
    let (mut heard, _listening) = listen(&database.url).await;
    let (one, other) = (db.notices("one"), db.notices("other"));
    let began = Instant::now();
    for n in 0..WORDS {
        for notices in [&one, &other] {
            notices.announce(["projector", "relay", "tail"][n % 3]);
            notices.say(format!("word {n} {}", "x".repeat(80)));
        }
        if n % 30 == 0 {
            write_one(&db, 1).await.unwrap();
        }
    }
    let mut by_node: BTreeMap<String, (Vec<i32>, Vec<String>)> = BTreeMap::new();
    while by_node.values().map(|(_, words)| words.len()).sum::<usize>() < 2 * WORDS {
        let notification = heard.recv().await.unwrap();
        let mut lines = notification.payload().split('\n');
        let node = lines.next().unwrap().split_once('|').unwrap().0;
        let (pids, words) = by_node.entry(node.to_owned()).or_default();
        pids.push(notification.process_id());
        words.extend(lines.map(str::to_owned));
    }
    let most = began.elapsed().as_millis() / 10 + 1;
    let spy = database.superuser().await;
    for (node, (pids, words)) in by_node {
        println!("{node}: {} notifications for {WORDS} words and as many rings, at most {most}", pids.len());
        assert!(pids.len() as u128 <= most && pids.len() < WORDS / 10, "{node}: {} of {most}", pids.len());
        assert!(words.iter().enumerate().all(|(n, word)| word.starts_with(&format!("word {n} "))), "in order");
        assert_eq!(pids.iter().collect::<BTreeSet<_>>().len(), 1, "no transaction of the pool notifies");
        let named = "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND application_name = 'recado wake-ups'";
        assert_eq!(spy.query(named, &[&pids[0]]).await.unwrap().len(), 1, "{node} has one connection for it");
    }
}

/// A connection that hears every notification, past everything of ours.
async fn listen(url: &str) -> (UnboundedReceiver<Notification>, tokio_postgres::Client) {
    let (client, mut driver) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    let (told, heard) = unbounded_channel();
    tokio::spawn(async move {
        while let Some(Ok(message)) = poll_fn(|context| driver.poll_message(context)).await {
            if let AsyncMessage::Notification(notification) = message
                && told.send(notification).is_err()
            {
                return;
            }
        }
    });
    client.batch_execute("LISTEN recado").await.unwrap();
    (heard, client)
}
