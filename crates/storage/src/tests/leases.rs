//! Leases: one holder at a time, and nothing written by one who lost it.

use std::{sync::Arc, time::Duration};

use recado_domain::{ManualClock, TenantId, Timestamp};

use super::*;
use crate::{DbError, DbResult, Scope, db::Db, system::leases::Lease, tenant::jobs::NewJob};

const LASTING: Duration = Duration::from_secs(15);

async fn leased(kind: Kind) -> (TestDatabase, Db, Arc<ManualClock>) {
    let database = TestDatabase::migrated(kind).await;
    let clock = Arc::new(ManualClock::at(Timestamp::from_secs(1_800_000_000)));
    let db = database.open_with_clock(clock.clone()).await;
    (database, db, clock)
}

async fn acquire(db: &Db, holder: &str) -> DbResult<Option<Lease>> {
    let mut tx = db.write(Scope::System).await?;
    let lease = system(&mut tx).leases().acquire("relay", holder, LASTING).await?;
    tx.commit().await?;
    Ok(lease)
}

async fn renew(db: &Db, lease: &mut Lease) -> bool {
    let mut tx = db.write(Scope::System).await.unwrap();
    let held = system(&mut tx).leases().renew(lease, LASTING).await.unwrap();
    tx.commit().await.unwrap();
    held
}

async fn enqueue_under(db: &Db, tenant: TenantId, lease: &Lease) -> DbResult<()> {
    let mut tx = db.write(Scope::Tenant(tenant)).await?;
    tx.guard(lease).await?;
    tx.tenant().jobs().enqueue(job()).await?;
    tx.commit().await
}

fn job() -> NewJob {
    let id = recado_domain::JobId::from_uuid(items::id().uuid());
    let now = Timestamp::from_secs(1_800_000_000);
    NewJob { id, queue: "q", kind: "k.v1", priority: 0, run_at: now, payload: "{}".to_owned(), created_at: now }
}

both_engines! {
    async fn a_lease_has_one_holder_until_its_time_is_over(kind: Kind) {
        let (_database, db, clock) = leased(kind).await;
        let mut first = acquire(&db, "one").await.unwrap().unwrap();
        assert_eq!((first.name(), first.fence(), first.until()), ("relay", 1, db.db_now().await.unwrap().plus(LASTING)));
        assert_eq!(acquire(&db, "two").await.unwrap(), None);
        assert_eq!(acquire(&db, "one").await.unwrap(), None, "also not the same holder");
        clock.advance(LASTING / 3);
        assert!(renew(&db, &mut first).await);
        clock.advance(LASTING / 3 * 2);
        assert_eq!(acquire(&db, "two").await.unwrap(), None);
        clock.advance(LASTING / 3);
        let second = acquire(&db, "two").await.unwrap().unwrap();
        assert_eq!(second.fence(), 2);
        assert!(!renew(&db, &mut first).await);
    }

    async fn a_lease_given_back_is_free_at_once(kind: Kind) {
        let (_database, db, clock) = leased(kind).await;
        let first = acquire(&db, "one").await.unwrap().unwrap();
        clock.advance(LASTING);
        let second = acquire(&db, "two").await.unwrap().unwrap();
        for (lease, freed) in [(first, false), (second, true)] {
            let mut tx = db.write(Scope::System).await.unwrap();
            system(&mut tx).leases().release(lease).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(acquire(&db, "three").await.unwrap().is_some(), freed);
        }
        let mut read = db.read(Scope::System).await.unwrap();
        let all = system(&mut read).leases().list().await.unwrap();
        assert_eq!((all.len(), all[0].holder.as_str(), all[0].fence), (1, "three", 3));
    }

    async fn what_a_dead_holder_held_is_free_at_once_and_fenced_off(kind: Kind) {
        let (database, db, _clock) = leased(kind).await;
        let tenant = tenant(&database, 1).await;
        let dead = acquire(&db, "one").await.unwrap().unwrap();
        let mut tx = db.write(Scope::System).await.unwrap();
        assert_eq!(system(&mut tx).leases().release_all_of("two").await.unwrap(), 0);
        assert_eq!(system(&mut tx).leases().release_all_of("one").await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(acquire(&db, "one").await.unwrap().unwrap().fence(), 2);
        assert!(matches!(enqueue_under(&db, tenant, &dead).await, Err(DbError::Stale(_))), "it may live after all");
    }

    async fn nothing_is_written_under_a_lost_lease(kind: Kind) {
        let (database, db, clock) = leased(kind).await;
        let tenant = tenant(&database, 1).await;
        let lost = acquire(&db, "one").await.unwrap().unwrap();
        enqueue_under(&db, tenant, &lost).await.unwrap();
        clock.advance(LASTING);
        enqueue_under(&db, tenant, &lost).await.unwrap(); // late, but nobody else has it
        let held = acquire(&db, "two").await.unwrap().unwrap();
        let refused = enqueue_under(&db, tenant, &lost).await;
        assert!(matches!(&refused, Err(DbError::Stale(name)) if name == "relay"), "{refused:?}");
        enqueue_under(&db, tenant, &held).await.unwrap();
        assert_eq!(database.number("SELECT COUNT(*) FROM jobs").await, 3);
    }

    async fn a_refused_guard_breaks_its_transaction(kind: Kind) {
        let (database, db, clock) = leased(kind).await;
        let tenant = tenant(&database, 1).await;
        let lost = acquire(&db, "one").await.unwrap().unwrap();
        clock.advance(LASTING);
        acquire(&db, "two").await.unwrap().unwrap();
        let mut tx = db.write(Scope::Tenant(tenant)).await.unwrap();
        tx.tenant().jobs().enqueue(job()).await.unwrap();
        assert!(tx.guard(&lost).await.is_err());
        assert!(matches!(tx.commit().await, Err(DbError::Broken)));
        assert_eq!(database.number("SELECT COUNT(*) FROM jobs").await, 0);
    }

    /// The new holder begins where the old one's last write is visible, never in its middle.
    async fn a_takeover_waits_for_a_guarded_write(kind: Kind) {
        let (database, db, clock) = leased(kind).await;
        let tenant = tenant(&database, 1).await;
        let lost = acquire(&db, "one").await.unwrap().unwrap();
        clock.advance(LASTING);
        let mut tx = db.write(Scope::Tenant(tenant)).await.unwrap();
        tx.guard(&lost).await.unwrap();
        let takeover = tokio::spawn({
            let db = db.clone();
            async move { acquire(&db, "two").await }
        });
        if kind == Kind::Postgres {
            let waits = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            until(async || database.number(waits).await == 1).await;
        }
        assert!(!takeover.is_finished());
        tx.tenant().jobs().enqueue(job()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(takeover.await.unwrap().unwrap().unwrap().fence(), 2);
        assert_eq!(database.number("SELECT COUNT(*) FROM jobs").await, 1);
    }
}
