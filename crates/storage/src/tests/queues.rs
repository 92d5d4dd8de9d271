//! What waits: how much of each kind, and since when.

use recado_domain::Timestamp;

use super::{dump::fill, *};
use crate::{Db, Scope, testing::TestDatabase};

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

async fn measured(db: &Db) -> Vec<(&'static str, i64, Option<i64>)> {
    let mut tx = db.write(Scope::System).await.unwrap();
    let queues = system(&mut tx).queues().measure(NOW).await.unwrap();
    queues.iter().map(|queue| (queue.kind, queue.rows, queue.since.map(Timestamp::micros))).collect()
}

both_engines! {
    async fn each_kind_is_counted_with_the_time_of_its_oldest(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let db = database.open().await;
        let nothing = ["sends", "webhooks", "jobs", "mails", "events"].map(|kind| (kind, 0, None));
        assert_eq!(measured(&db).await, nothing);
        fill(&database).await;
        let waiting = [
            ("sends", 1, Some(1)),
            ("webhooks", 1, Some(1_700_000_000_000_000)),
            ("jobs", 1, Some(0)),
            ("mails", 1, Some(0)),
            ("events", 1, Some(0)),
        ];
        assert_eq!(measured(&db).await, waiting);
        // What is done, or not due yet, waits no more.
        let later = NOW.micros() + 1;
        database.run(&format!("UPDATE messages SET due_at = {later}")).await;
        database.run(&format!("UPDATE jobs SET run_at = {later}")).await;
        database.run("UPDATE outgoing_mails SET state = 'dead'").await;
        database.run("UPDATE inbound_events SET projected_at = 1").await;
        database.run("UPDATE outbox SET pos = ord + 100 WHERE pos IS NULL").await;
        assert_eq!(measured(&db).await, nothing);
    }
}
