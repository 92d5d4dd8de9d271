//! The job queue: enqueued with its cause, claimed once, ended only by whoever holds the claim.

use std::time::Duration;

use futures_util::future::join_all;
use recado_domain::{JobId, Timestamp};

use super::*;
use crate::{
    Scope,
    db::Db,
    system::jobs::{Claim, ClaimedJob},
    tenant::jobs::NewJob,
};

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

fn job(id: u128) -> NewJob {
    let id = JobId::from_uuid(Uuid::from_u128(id));
    NewJob { id, queue: "q", kind: "k.v1", priority: 0, run_at: NOW, payload: r#"{"a":1}"#.to_owned(), created_at: NOW }
}

async fn enqueue(db: &Db, tenant: TenantId, jobs: Vec<NewJob>) {
    let mut tx = db.write(Scope::Tenant(tenant)).await.unwrap();
    for job in jobs {
        tx.tenant().jobs().enqueue(job).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn claim(db: &Db, now: Timestamp, limit: u16) -> Vec<ClaimedJob> {
    let mut tx = db.write(Scope::System).await.unwrap();
    let lease_until = now.plus(Duration::from_secs(30));
    let claim = Claim { worker: "w", queue: "q", priority: 0, now, lease_until, limit };
    let jobs = system(&mut tx).jobs().claim(claim).await.unwrap();
    tx.commit().await.unwrap();
    jobs
}

fn numbers(jobs: &[ClaimedJob]) -> Vec<u128> {
    jobs.iter().map(|job| job.id.uuid().as_u128()).collect()
}

both_engines! {
    async fn a_job_exists_only_with_its_cause(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let (db, tenant) = (database.open().await, tenant(&database, 1).await);
        let mut tx = db.write(Scope::Tenant(tenant)).await.unwrap();
        tx.tenant().jobs().enqueue(job(1)).await.unwrap();
        drop(tx);
        assert_eq!(claim(&db, NOW, 64).await, []);
        enqueue(&db, tenant, vec![job(2)]).await;
        assert_eq!(claim(&db, NOW, 64).await, [ClaimedJob {
            tenant_id: tenant, id: job(2).id, kind: "k.v1".into(), run_at: NOW, attempt: 1, fence: 1,
            payload: r#"{"a":1}"#.into(), created_at: NOW,
        }]);
    }

    async fn a_claim_takes_what_is_longest_due_of_its_queue_and_class(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let (db, one, other) = (database.open().await, tenant(&database, 1).await, tenant(&database, 2).await);
        let later = NOW.plus(Duration::from_secs(1));
        enqueue(&db, one, vec![
            NewJob { run_at: later, ..job(1) },
            job(2),
            NewJob { run_at: NOW.minus(Duration::from_secs(9)), ..job(3) },
            NewJob { queue: "other", ..job(4) },
            NewJob { priority: 1, ..job(5) },
        ]).await;
        enqueue(&db, other, vec![job(6)]).await;
        let mut read = db.read(Scope::System).await.unwrap();
        assert_eq!(system(&mut read).jobs().count_due("q", 0, NOW).await.unwrap(), 3);
        assert_eq!(numbers(&claim(&db, NOW, 2).await), [3, 2]);
        assert_eq!(numbers(&claim(&db, NOW, 64).await), [6]);
        assert_eq!(numbers(&claim(&db, later, 64).await), [1]);
    }

    async fn claims_at_once_never_share_a_job(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let (db, tenant) = (database.open().await, tenant(&database, 1).await);
        enqueue(&db, tenant, (0..60).map(job).collect()).await;
        let claims = join_all((0..12).map(|_| claim(&db, NOW, 5))).await;
        let mut claimed = numbers(&claims.concat());
        while claimed.len() < 60 {
            claimed.extend(numbers(&claim(&db, NOW, 5).await)); // SKIP LOCKED may leave some to the next round
        }
        claimed.sort_unstable();
        assert_eq!(claimed, (0..60).collect::<Vec<_>>());
    }

    /// A worker that was given up for lost can neither end nor keep the job that is somebody else's by now.
    async fn a_lost_worker_changes_nothing(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let (db, tenant) = (database.open().await, tenant(&database, 1).await);
        enqueue(&db, tenant, vec![job(1)]).await;
        let lost = claim(&db, NOW, 1).await.remove(0);
        let later = NOW.plus(Duration::from_secs(30));
        let mut tx = db.write(Scope::System).await.unwrap();
        assert_eq!(system(&mut tx).jobs().reclaim(later.minus(Duration::from_micros(1))).await.unwrap(), 0);
        assert_eq!(system(&mut tx).jobs().reclaim(later).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let held = claim(&db, later, 1).await.remove(0);
        assert_eq!((held.attempt, held.fence), (2, 2));
        let mut tx = db.write(Scope::System).await.unwrap();
        let mut door = system(&mut tx);
        assert_eq!(door.jobs().complete(std::slice::from_ref(&lost)).await.unwrap(), 0);
        assert!(!door.jobs().prolong(&lost, later).await.unwrap());
        assert!(!door.jobs().retry(&lost, later, "x").await.unwrap());
        assert!(!door.jobs().bury(&lost, "x").await.unwrap());
        assert!(door.jobs().prolong(&held, later).await.unwrap());
        assert_eq!(door.jobs().complete(&[held, lost]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(database.number("SELECT COUNT(*) FROM jobs").await, 0);
    }

    async fn the_jobs_of_a_worker_known_to_be_dead_are_free_at_once(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let (db, tenant) = (database.open().await, tenant(&database, 1).await);
        enqueue(&db, tenant, vec![job(1)]).await;
        let lost = claim(&db, NOW, 1).await.remove(0);
        let mut tx = db.write(Scope::System).await.unwrap();
        assert_eq!(system(&mut tx).jobs().reclaim_of("somebody else", NOW).await.unwrap(), 0);
        assert_eq!(system(&mut tx).jobs().reclaim_of("w", NOW).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let held = claim(&db, NOW, 1).await.remove(0);
        assert_eq!((held.id, held.attempt, held.fence), (lost.id, 2, 2));
    }

    async fn a_job_that_was_given_up_is_seen_by_its_tenant_and_may_run_again(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let (db, one, other) = (database.open().await, tenant(&database, 1).await, tenant(&database, 2).await);
        enqueue(&db, one, vec![job(1)]).await;
        let first = claim(&db, NOW, 1).await.remove(0);
        let mut tx = db.write(Scope::System).await.unwrap();
        assert!(system(&mut tx).jobs().retry(&first, NOW, "first").await.unwrap());
        tx.commit().await.unwrap();
        let second = claim(&db, NOW, 1).await.remove(0);
        let mut tx = db.write(Scope::System).await.unwrap();
        assert!(system(&mut tx).jobs().bury(&second, "second").await.unwrap());
        tx.commit().await.unwrap();
        let newest = JobId::from_uuid(Uuid::max());
        let mut read = db.read(Scope::Tenant(one)).await.unwrap();
        let dead = read.tenant().jobs().list_dead(newest, 50).await.unwrap().remove(0);
        assert_eq!((dead.id, dead.attempt, dead.last_error.as_deref()), (job(1).id, 2, Some("second")));
        assert_eq!(read.tenant().jobs().find_dead(dead.id).await.unwrap(), Some(dead.clone()));
        let mut tx = db.write(Scope::Tenant(other)).await.unwrap();
        assert_eq!(tx.tenant().jobs().list_dead(newest, 50).await.unwrap(), []);
        assert!(!tx.tenant().jobs().revive(dead.id, NOW).await.unwrap());
        drop(tx);
        let mut tx = db.write(Scope::Tenant(one)).await.unwrap();
        assert!(tx.tenant().jobs().revive(dead.id, NOW).await.unwrap());
        assert!(!tx.tenant().jobs().revive(dead.id, NOW).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(numbers(&claim(&db, NOW, 1).await), [1]);
    }
}
