//! The log of what Meta posted, routing, and each tenant's part of it.
#![expect(clippy::disallowed_methods, reason = "the repositories of the system door are what is tested")]

use std::time::Duration;

use recado_domain::{AppId, ChangeId, EventId, Ids, NumberId, QuarantineId, SeededIds, TenantId, Timestamp, WabaId};

use super::*;
use crate::{
    column::args,
    db::Db,
    platform::apps::AppRow,
    scope::Scope,
    system::{
        inbound_events::EventRow,
        quarantine::{Awaited, DueRow, QuarantineRow},
    },
    tenant::{
        inbound_changes::{ChangeFilter, ChangeOutcome, ChangeRow},
        phone_numbers::{NumberRow, NumberStatus, Proof},
    },
    testing::TestDatabase,
};

const NOW: Timestamp = Timestamp::from_secs(1_795_000_000);

static ADD_TENANT: Statement = sql!(
    "INSERT INTO tenants (id, slug, name, plan, status, settings, data_key, created_at, updated_at) \
     VALUES ($1, $2, $2, 'starter', 'active', '{}', $3, 0, 0)"
);

/// A database with some tenants that each have an app, an account and a number.
struct World {
    _database: TestDatabase,
    db: Db,
    ids: SeededIds,
}

struct Shop {
    tenant: TenantId,
    app: AppRow,
    number: NumberRow,
}

impl World {
    async fn new(kind: Kind) -> Self {
        let database = TestDatabase::migrated(kind).await;
        let db = database.open().await;
        Self { _database: database, db, ids: SeededIds::default() }
    }

    async fn shop(&self, name: &str) -> Shop {
        let tenant = TenantId::from_uuid(self.ids.v7(NOW));
        let app = app(AppId::from_uuid(self.ids.v7(NOW)), Some(tenant), name);
        let mut tx = self.db.write(Scope::System).await.unwrap();
        tx.execute(&ADD_TENANT, args![tenant, name, vec![0_u8]]).await.unwrap();
        assert!(tx.platform().apps().insert(&app).await.unwrap());
        tx.commit().await.unwrap();
        let mut tx = self.db.write(Scope::Tenant(tenant)).await.unwrap();
        let waba = tx.tenant().wabas().upsert(WabaId::from_uuid(self.ids.v7(NOW)), "waba", NOW).await.unwrap();
        let number = number(NumberId::from_uuid(self.ids.v7(NOW)), waba.id, &app, name);
        assert!(tx.tenant().phone_numbers().insert(&number).await.unwrap());
        tx.commit().await.unwrap();
        Shop { tenant, app, number }
    }
}

fn app(id: AppId, tenant_id: Option<TenantId>, slug: &str) -> AppRow {
    AppRow {
        id,
        tenant_id,
        slug: slug.to_owned(),
        meta_app_id: None,
        secret: b"sealed".to_vec(),
        previous_secret: None,
        verify_token: b"sealed too".to_vec(),
        created_at: NOW,
        updated_at: NOW,
    }
}

fn number(id: NumberId, waba: WabaId, app: &AppRow, name: &str) -> NumberRow {
    NumberRow {
        id,
        waba,
        waba_id: "waba".to_owned(),
        portfolio_id: None,
        app_id: app.id,
        app: app.slug.clone(),
        phone_number_id: format!("pn-{name}"),
        display_phone_number: "+55 11 4000-0000".to_owned(),
        name: None,
        status: NumberStatus::Active,
        status_reason: None,
        proof: Proof::Proved,
        throughput: 80,
        cap_per_minute: None,
        cap_per_day: None,
        sends_read_receipts: true,
        access_token: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

both_engines! {
    async fn an_app_is_found_by_each_name_of_a_webhook_path(kind: Kind) {
        let world = World::new(kind).await;
        let shop = world.shop("shop").await;
        let mut read = world.db.read(Scope::System).await.unwrap();
        for found in [
            read.platform().apps().find_by_slug("shop").await.unwrap(),
            read.platform().apps().find_by_number(shop.number.id).await.unwrap(),
            read.platform().apps().find_by_phone_number_id("pn-shop").await.unwrap(),
            read.platform().apps().find(shop.app.id).await.unwrap(),
        ] {
            assert_eq!(found.as_ref(), Some(&shop.app));
        }
        assert_eq!(read.platform().apps().find_by_slug("other").await.unwrap(), None);
    }

    async fn a_slug_and_metas_number_id_are_taken_once_on_the_server(kind: Kind) {
        let world = World::new(kind).await;
        let (shop, other) = (world.shop("shop").await, world.shop("other").await);
        let mut tx = world.db.write(Scope::System).await.unwrap();
        let twin = app(AppId::from_uuid(world.ids.v7(NOW)), Some(other.tenant), "shop");
        assert!(!tx.platform().apps().insert(&twin).await.unwrap());
        drop(tx);
        let mut tx = world.db.write(Scope::Tenant(other.tenant)).await.unwrap();
        let twin = NumberRow {
            id: NumberId::from_uuid(world.ids.v7(NOW)),
            phone_number_id: shop.number.phone_number_id.clone(),
            ..other.number.clone()
        };
        assert!(!tx.tenant().phone_numbers().insert(&twin).await.unwrap());
    }

    async fn a_number_reads_back_with_account_and_app_and_only_for_its_tenant(kind: Kind) {
        let world = World::new(kind).await;
        let (shop, other) = (world.shop("shop").await, world.shop("other").await);
        let mut tx = world.db.write(Scope::Tenant(shop.tenant)).await.unwrap();
        let changed = NumberRow { status: NumberStatus::Inactive, throughput: 20, ..shop.number.clone() };
        tx.tenant().phone_numbers().update(&changed).await.unwrap();
        tx.tenant().wabas().describe(shop.number.waba, Some("portfolio"), None).await.unwrap();
        let changed = NumberRow { portfolio_id: Some("portfolio".to_owned()), ..changed };
        assert_eq!(tx.tenant().phone_numbers().find(shop.number.id).await.unwrap(), Some(changed.clone()));
        assert_eq!(tx.tenant().phone_numbers().list().await.unwrap(), [changed]);
        assert_eq!(tx.tenant().phone_numbers().find(other.number.id).await.unwrap(), None);
        tx.commit().await.unwrap();
    }

    async fn a_tenant_sees_its_own_apps_and_the_platforms_page_by_page(kind: Kind) {
        let world = World::new(kind).await;
        let (shop, other) = (world.shop("shop").await, world.shop("other").await);
        let platform = app(AppId::from_uuid(world.ids.v7(NOW)), None, "default");
        let mut tx = world.db.write(Scope::System).await.unwrap();
        assert!(tx.platform().apps().insert(&platform).await.unwrap());
        assert_eq!(tx.platform().apps().lock(platform.id).await.unwrap(), Some(platform.clone()));
        let first = tx.platform().apps().list_open_to(shop.tenant, None, 1).await.unwrap();
        let rest = tx.platform().apps().list_open_to(shop.tenant, Some(shop.app.id), 9).await.unwrap();
        assert_eq!((first, rest), (vec![shop.app.clone()], vec![platform.clone()]));
        tx.commit().await.unwrap();
        let mut read = world.db.read(Scope::Tenant(shop.tenant)).await.unwrap();
        for (slug, id) in [("shop", Some(shop.app.id)), ("default", Some(platform.id)), ("other", None), ("none", None)] {
            assert_eq!(read.tenant().apps().find(slug).await.unwrap().map(|app| app.id), id, "{slug}");
        }
        let numbers = read.tenant().phone_numbers().list_after(None, 9).await.unwrap();
        assert_eq!(numbers, read.tenant().phone_numbers().list().await.unwrap());
        assert_eq!(read.tenant().phone_numbers().list_after(Some(shop.number.id), 9).await.unwrap(), []);
        assert_eq!(read.tenant().phone_numbers().find(other.number.id).await.unwrap(), None);
    }

    async fn routing_finds_numbers_by_their_id_and_by_their_account(kind: Kind) {
        let world = World::new(kind).await;
        let (shop, other) = (world.shop("shop").await, world.shop("other").await);
        let mut read = world.db.read(Scope::System).await.unwrap();
        let routes = read.system().routes().by_phone_number_ids(&["pn-shop", "unknown"]).await.unwrap();
        assert_eq!(routes.len(), 1);
        assert_eq!((routes[0].tenant_id, routes[0].number_id, routes[0].app_id), (shop.tenant, shop.number.id, shop.app.id));
        let routes = read.system().routes().by_waba_ids(&["waba"]).await.unwrap();
        assert_eq!(routes.len(), 2);
        let owners = read.system().routes().app_owners(&[other.app.id]).await.unwrap();
        assert_eq!(owners[0].tenant_id, Some(other.tenant));
    }

    async fn the_log_keeps_its_order_and_its_bytes(kind: Kind) {
        let world = World::new(kind).await;
        let shop = world.shop("shop").await;
        let events: Vec<EventRow> = (0..70_u8).map(|n| EventRow {
            id: EventId::from_uuid(world.ids.v7(NOW)),
            app_id: shop.app.id,
            received_at: NOW,
            body: vec![0, 0xff, n],
        }).collect();
        let mut tx = world.db.write(Scope::System).await.unwrap();
        tx.system().inbound_events().insert(events.clone()).await.unwrap();
        let sizes = tx.system().inbound_events().open_sizes(65).await.unwrap();
        assert_eq!((sizes.len(), sizes[64].id, sizes[64].size), (65, events[64].id, 3));
        assert_eq!(tx.system().inbound_events().open(events[9].id, 99).await.unwrap(), events[..10]);
        let done: Vec<EventId> = events[..69].iter().map(|event| event.id).collect();
        tx.system().inbound_events().mark_projected(&done, NOW).await.unwrap();
        assert_eq!(tx.system().inbound_events().count_open().await.unwrap(), 1);
        assert!(tx.system().inbound_events().is_known(events[0].id).await.unwrap());
        assert!(!tx.system().inbound_events().is_known(EventId::from_uuid(Uuid::nil())).await.unwrap());
        assert_eq!(tx.system().inbound_events().open(events[69].id, 99).await.unwrap(), [events[69].clone()]);
        assert_eq!(tx.system().inbound_events().find(events[3].id).await.unwrap(), Some(events[3].clone()));
        tx.commit().await.unwrap();
    }

    async fn a_change_is_one_row_however_often_it_is_settled(kind: Kind) {
        let world = World::new(kind).await;
        let shop = world.shop("shop").await;
        let mut tx = world.db.write(Scope::Tenant(shop.tenant)).await.unwrap();
        let change = ChangeRow {
            id: ChangeId::from_uuid(world.ids.v7(NOW)),
            event_id: EventId::from_uuid(world.ids.v7(NOW)),
            idx: 0,
            field: "messages".to_owned(),
            number_id: Some(shop.number.id),
            outcome: ChangeOutcome::Quarantined,
            reference: None,
            reason: Some("no-sender".to_owned()),
            body: "{}".to_owned(),
            received_at: NOW,
        };
        let again = ChangeRow { id: ChangeId::from_uuid(world.ids.v7(NOW)), outcome: ChangeOutcome::Projected, reason: None, ..change.clone() };
        tx.tenant().inbound_changes().upsert(vec![change.clone()]).await.unwrap();
        tx.tenant().inbound_changes().mark_pending(change.event_id, 0).await.unwrap();
        assert_eq!(list(&mut tx, None, Some(ChangeOutcome::Pending)).await.len(), 1);
        tx.tenant().inbound_changes().upsert(vec![again.clone()]).await.unwrap();
        let settled = ChangeRow { id: change.id, ..again };
        for (field, outcome) in [(None, None), (Some("messages"), None), (None, Some(ChangeOutcome::Projected)), (Some("messages"), Some(ChangeOutcome::Projected))] {
            assert_eq!(list(&mut tx, field, outcome).await, std::slice::from_ref(&settled));
        }
        assert!(list(&mut tx, Some("calls"), None).await.is_empty());
        tx.commit().await.unwrap();
    }

    async fn a_quarantined_change_counts_its_attempts_until_it_is_resolved(kind: Kind) {
        let world = World::new(kind).await;
        let shop = world.shop("shop").await;
        let entry = quarantined(&world, &shop);
        let event = entry.event_id;
        let mut tx = world.db.write(Scope::System).await.unwrap();
        let mut system = tx.system();
        system.quarantine().upsert(vec![entry.clone()]).await.unwrap();
        system.quarantine().resolve_all_of(&[event], NOW).await.unwrap();
        assert!(system.quarantine().list(shop.tenant, newest(), 9).await.unwrap().is_empty());
        system.quarantine().upsert(vec![entry.clone()]).await.unwrap();
        let listed = system.quarantine().list(shop.tenant, newest(), 9).await.unwrap();
        assert_eq!(listed, [QuarantineRow { attempts: 2, ..entry.clone() }]);
        assert_eq!(system.quarantine().list_with_nobodys(shop.tenant, newest(), 9).await.unwrap().len(), 1);
        assert_eq!(system.quarantine().find(entry.id).await.unwrap().unwrap().attempts, 2);
        tx.commit().await.unwrap();
    }

    async fn a_quarantined_change_is_due_when_its_time_has_come(kind: Kind) {
        let world = World::new(kind).await;
        let shop = world.shop("shop").await;
        let entry = quarantined(&world, &shop);
        let mut tx = world.db.write(Scope::System).await.unwrap();
        let mut system = tx.system();
        let mut quarantine = system.quarantine();
        quarantine.upsert(vec![QuarantineRow { retry_at: Some(NOW), ..entry.clone() }]).await.unwrap();
        assert!(quarantine.list(shop.tenant, newest(), 9).await.unwrap().is_empty(), "nobody is asked yet");
        assert!(quarantine.due(NOW.minus(Duration::from_micros(1)), 9).await.unwrap().is_empty());
        let due = DueRow { id: entry.id, event_id: entry.event_id, idx: 3, attempts: 1 };
        assert_eq!(quarantine.due(NOW, 9).await.unwrap(), [due]);
        quarantine.give_up(&[entry.id]).await.unwrap();
        assert_eq!(quarantine.list(shop.tenant, newest(), 9).await.unwrap(), std::slice::from_ref(&entry));
        assert!(quarantine.try_at(entry.id, NOW).await.unwrap());
        quarantine.resolve(&[entry.id], NOW).await.unwrap();
        assert!(quarantine.due(NOW, 9).await.unwrap().is_empty());
        assert!(!quarantine.try_at(entry.id, NOW).await.unwrap());
        tx.commit().await.unwrap();
    }

    async fn what_waited_for_a_number_is_found_by_it_and_by_nothing_else(kind: Kind) {
        let world = World::new(kind).await;
        let (shop, other) = (world.shop("shop").await, world.shop("other").await);
        let named = QuarantineRow { phone_number_id: Some("pn-shop".to_owned()), ..quarantined(&world, &shop) };
        let account = QuarantineRow { phone_number_id: None, waba_id: Some("waba".to_owned()), reason: "unknown-account".to_owned(), ..quarantined(&world, &shop) };
        let elsewhere = QuarantineRow { app_id: other.app.id, ..quarantined(&world, &shop) };
        let broken = QuarantineRow { reason: "failed".to_owned(), ..quarantined(&world, &shop) };
        let events: Vec<EventId> = [&named, &account, &elsewhere, &broken].map(|entry| entry.event_id).to_vec();
        let mut tx = world.db.write(Scope::System).await.unwrap();
        let mut system = tx.system();
        let mut quarantine = system.quarantine();
        quarantine.upsert(vec![named.clone(), account.clone(), elsewhere, broken]).await.unwrap();
        let awaited = Awaited { phone_number_id: "pn-shop", waba_id: "waba", app_id: shop.app.id };
        assert_eq!(quarantine.try_awaiting(awaited, NOW).await.unwrap(), 2);
        assert_eq!(quarantine.try_awaiting(awaited, NOW).await.unwrap(), 0);
        let mut due: Vec<QuarantineId> = quarantine.due(NOW, 9).await.unwrap().iter().map(|due| due.id).collect();
        due.sort_unstable();
        assert_eq!(due, [named.id, account.id]);
        quarantine.give_up(&due).await.unwrap();
        assert_eq!(quarantine.try_known_of(&events, NOW, 5).await.unwrap(), 2, "both are registered");
        assert_eq!(quarantine.try_known_of(&events, NOW, 1).await.unwrap(), 0, "often enough");
        tx.commit().await.unwrap();
    }
}

async fn list(tx: &mut Tx, field: Option<&str>, outcome: Option<ChangeOutcome>) -> Vec<ChangeRow> {
    let filter = ChangeFilter {
        from: ChangeId::from_uuid(Uuid::nil()),
        before: ChangeId::from_uuid(Uuid::max()),
        field: field.map(str::to_owned),
        outcome,
        number: None,
    };
    tx.tenant().inbound_changes().list(&filter, 50).await.unwrap()
}

/// A change that names a number which nobody has.
fn quarantined(world: &World, shop: &Shop) -> QuarantineRow {
    QuarantineRow {
        id: QuarantineId::from_uuid(world.ids.v7(NOW)),
        tenant_id: Some(shop.tenant),
        event_id: EventId::from_uuid(world.ids.v7(NOW)),
        idx: 3,
        app_id: shop.app.id,
        field: None,
        waba_id: None,
        phone_number_id: Some("pn".to_owned()),
        reason: "unknown-number".to_owned(),
        detail: None,
        body: "{}".to_owned(),
        received_at: NOW,
        created_at: NOW,
        attempts: 1,
        resolved_at: None,
        retry_at: None,
    }
}

fn newest() -> QuarantineId {
    QuarantineId::from_uuid(Uuid::max())
}
