//! Numbering, following and deleting realtime events.

use std::{sync::Arc, time::Duration};

use recado_domain::{
    Clock as _, Ids as _, ManualClock, OutboxId, SystemIds, TenantId, Timestamp, visibility::Placement,
};
use uuid::Uuid;

use super::*;
use crate::{
    Db, DbError, DbResult,
    column::args,
    scope::Scope,
    system::leases::Lease,
    tenant::{events::EventRow, outbox::NewEvent},
    testing::TestDatabase,
};

static NEW_TENANT: Statement = sql!(
    "INSERT INTO tenants (id, slug, name, plan, status, settings, data_key, created_at, updated_at)
    VALUES ($1, $2, 'Shop', 'starter', 'active', '{}', $3, 0, 0)"
);

const LEASE_FOR: Duration = Duration::from_secs(15);
const NOWHERE: Placement = Placement { assignee: None, team: None };

struct Place {
    db: Db,
    clock: Arc<ManualClock>,
    ids: SystemIds,
    tenants: [TenantId; 2],
    _database: TestDatabase,
}

impl Place {
    #[expect(clippy::disallowed_methods, reason = "a test makes its own tenants")]
    async fn new(kind: Kind) -> Arc<Self> {
        let clock = Arc::new(ManualClock::at(Timestamp::from_secs(1_800_000_000)));
        let database = TestDatabase::migrated(kind).await;
        let db = database.open_with_clock(clock.clone()).await;
        let tenants = [1, 2].map(|n| TenantId::from_uuid(Uuid::from_u128(n)));
        let mut tx = db.write(Scope::System).await.unwrap();
        for tenant in tenants {
            tx.execute(&NEW_TENANT, args![tenant, tenant.to_string(), vec![0_u8]]).await.unwrap();
        }
        tx.commit().await.unwrap();
        Arc::new(Self { db, clock, ids: SystemIds::default(), tenants, _database: database })
    }

    /// Writes one event per kind, in one transaction. The ids fall, as those of nodes with wrong clocks may.
    async fn write(&self, tenant: TenantId, kinds: &[&'static str]) {
        let mut tx = self.db.write(Scope::Tenant(tenant)).await.unwrap();
        let now = self.clock.now();
        let mut ids: Vec<_> = kinds.iter().map(|_| self.ids.v7(now)).collect();
        ids.reverse();
        let events = kinds.iter().zip(ids).map(|(kind, id)| NewEvent {
            id: OutboxId::from_uuid(id),
            kind,
            conversation_id: None,
            before: NOWHERE,
            after: NOWHERE,
            data: "{}".to_owned(),
            at: now,
        });
        tx.tenant().outbox().insert(events.collect()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn lease(&self, holder: &str) -> Option<Lease> {
        let mut tx = self.db.write(Scope::System).await.unwrap();
        let lease = system(&mut tx).leases().acquire("relay", holder, LEASE_FOR).await.unwrap();
        tx.commit().await.unwrap();
        lease
    }

    async fn number(&self, lease: &Lease, most: u32) -> DbResult<usize> {
        let mut tx = self.db.write(Scope::System).await?;
        tx.guard(lease).await?;
        let numbered = system(&mut tx).outbox().number(most).await?;
        tx.commit().await?;
        Ok(numbered)
    }

    async fn tail(&self, after: i64) -> Vec<EventRow> {
        system(&mut self.db.read(Scope::System).await.unwrap()).outbox().tail(after, 1_000).await.unwrap()
    }

    async fn purge(&self, lease: &Lease, before: Timestamp) -> usize {
        let mut tx = self.db.write(Scope::System).await.unwrap();
        tx.guard(lease).await.unwrap();
        let deleted = system(&mut tx).outbox().purge(before).await.unwrap();
        tx.commit().await.unwrap();
        deleted
    }
}

/// The kinds of a tenant's events by number; panics unless the numbers are 1, 2, 3 …
fn story(events: &[EventRow], tenant: TenantId) -> Vec<&str> {
    let own: Vec<_> = events.iter().filter(|event| event.tenant_id == tenant).collect();
    let numbers: Vec<_> = own.iter().map(|event| event.seq).collect();
    let wanted: Vec<_> = (1..).take(own.len()).collect();
    assert_eq!(numbers, wanted);
    own.iter().map(|event| event.kind.as_str()).collect()
}

both_engines! {
    async fn events_are_numbered_in_the_order_in_which_they_were_written(kind: Kind) {
        let place = Place::new(kind).await;
        let [one, two] = place.tenants;
        let relay = place.lease("a").await.unwrap();
        place.write(one, &["a", "b"]).await;
        place.write(two, &["x"]).await;
        assert_eq!(place.number(&relay, 2).await.unwrap(), 2);
        place.write(one, &["c"]).await;
        assert_eq!(place.number(&relay, 64).await.unwrap(), 2);
        assert_eq!(place.number(&relay, 64).await.unwrap(), 0);

        let events = place.tail(0).await;
        assert_eq!(story(&events, one), ["a", "b", "c"]);
        assert_eq!(story(&events, two), ["x"]);
        assert_eq!(events.iter().map(|event| event.pos).collect::<Vec<_>>(), [1, 2, 3, 4]);
        let heads = system(&mut place.db.read(Scope::System).await.unwrap()).outbox().heads().await.unwrap();
        assert_eq!((heads.pos, heads.seqs.iter().map(|head| head.1).sum::<i64>()), (4, 4));
    }

    async fn a_relay_that_lost_its_lease_numbers_nothing(kind: Kind) {
        let place = Place::new(kind).await;
        let stale = place.lease("a").await.unwrap();
        assert!(place.lease("b").await.is_none(), "one relay at a time");
        place.clock.advance(LEASE_FOR);
        let fresh = place.lease("b").await.unwrap();
        place.write(place.tenants[0], &["a"]).await;
        assert!(matches!(place.number(&stale, 64).await, Err(DbError::Stale(_))));
        assert_eq!(place.tail(0).await, []);
        assert_eq!(place.number(&fresh, 64).await.unwrap(), 1);
        assert_eq!(place.tail(0).await.len(), 1);
    }

    /// Two relays that take the lease from each other all the time, two writers, one reader: nothing is numbered twice,
    /// nothing is left out, and whoever reads behind a position never misses what lies below it.
    async fn rival_relays_number_each_event_once(kind: Kind) {
        const EACH: usize = 60;
        let place = Place::new(kind).await;
        let writers = place.tenants.map(|tenant| {
            let place = place.clone();
            tokio::spawn(async move {
                for _ in 0..EACH {
                    place.write(tenant, &["first", "second"]).await;
                }
            })
        });
        let relays = ["a", "b"].map(|holder| {
            let place = place.clone();
            tokio::spawn(async move { relay_for_ever(&place, holder).await })
        });
        let mut seen: Vec<EventRow> = Vec::new();
        while seen.len() < 4 * EACH {
            seen.extend(place.tail(seen.last().map_or(0, |event| event.pos)).await);
            tokio::task::yield_now().await;
        }
        for writer in writers {
            writer.await.unwrap();
        }
        for relay in relays {
            relay.abort();
        }
        assert_eq!(seen, place.tail(0).await);
        for tenant in place.tenants {
            assert_eq!(story(&seen, tenant), ["first", "second"].repeat(EACH));
        }
    }

    async fn old_events_are_deleted_in_order_and_it_is_known_how_far(kind: Kind) {
        let place = Place::new(kind).await;
        let [one, two] = place.tenants;
        place.write(one, &["a", "b"]).await;
        place.clock.advance(Duration::from_mins(1));
        let cut = place.clock.now();
        place.write(two, &["x"]).await;
        place.write(one, &["c"]).await;
        let relay = place.lease("a").await.unwrap();
        place.number(&relay, 64).await.unwrap();

        assert_eq!(place.purge(&relay, cut).await, 2);
        assert_eq!(place.purge(&relay, cut).await, 0);
        let mut read = place.db.read(Scope::Tenant(one)).await.unwrap();
        let head = read.tenant().events().head().await.unwrap();
        assert_eq!((head.seq, head.deleted_through), (3, 2));
        let left = read.tenant().events().list(0, head.seq, 10).await.unwrap();
        assert_eq!(left.iter().map(|event| event.seq).collect::<Vec<_>>(), [3]);
        assert_eq!(place.tail(0).await.len(), 2);
    }
}

async fn relay_for_ever(place: &Place, holder: &str) {
    loop {
        if let Some(lease) = place.lease(holder).await {
            while let Ok(1..) = place.number(&lease, 7).await {}
        }
        place.clock.advance(LEASE_FOR / 4);
        tokio::task::yield_now().await;
    }
}
