//! Idempotency keys: one effect, one answer.

use futures_util::future::join_all;
use recado_domain::Timestamp;

use super::*;
use crate::{
    DbResult, Scope,
    db::Db,
    tenant::idempotency::{IdempotencyKey, StoredAnswer},
};

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);
const KEY: IdempotencyKey<'_> = IdempotencyKey { operation: "messages:send", key: "abc" };

/// Answers 202 with a body of its own, or what was answered before.
async fn once(db: &Db, tenant: TenantId, body: &str) -> DbResult<Option<StoredAnswer>> {
    let mut tx = db.write(Scope::Tenant(tenant)).await?;
    let known = tx.tenant().idempotency().reserve(KEY, &[7], NOW).await?;
    if known.is_none() {
        tx.tenant().idempotency().store(KEY, 202, body).await?;
    }
    tx.commit().await?;
    Ok(known)
}

both_engines! {
    async fn a_key_is_answered_once_and_repeated_afterwards(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let (db, one, other) = (database.open().await, tenant(&database, 1).await, tenant(&database, 2).await);
        assert_eq!(once(&db, one, "first").await.unwrap(), None);
        let stored = StoredAnswer { request_hash: vec![7], status: 202, body: "first".into() };
        assert_eq!(once(&db, one, "second").await.unwrap(), Some(stored.clone()));
        assert_eq!(db.read(Scope::Tenant(one)).await.unwrap().tenant().idempotency().find(KEY).await.unwrap(), Some(stored));
        assert_eq!(once(&db, other, "other").await.unwrap(), None, "a key belongs to its tenant");
    }

    async fn a_refused_request_leaves_its_key_free(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let (db, tenant) = (database.open().await, tenant(&database, 1).await);
        let mut tx = db.write(Scope::Tenant(tenant)).await.unwrap();
        assert_eq!(tx.tenant().idempotency().reserve(KEY, &[7], NOW).await.unwrap(), None);
        drop(tx);
        assert_eq!(once(&db, tenant, "first").await.unwrap(), None);
    }

    async fn fifty_at_once_have_one_effect_and_one_answer(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let (db, tenant) = (database.open().await, tenant(&database, 1).await);
        let answers = join_all((0..50).map(|n| {
            let db = db.clone();
            async move { once(&db, tenant, &n.to_string()).await.unwrap() }
        })).await;
        let repeated: Vec<StoredAnswer> = answers.into_iter().flatten().collect();
        assert_eq!(repeated.len(), 49);
        assert!(repeated.iter().all(|answer| answer.status == 202 && answer.body == repeated[0].body));
    }

    async fn old_keys_are_purged_in_pieces(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let (db, tenant) = (database.open().await, tenant(&database, 1).await);
        let mut tx = db.write(Scope::Tenant(tenant)).await.unwrap();
        for n in 0..503 {
            let key = n.to_string();
            let at = if n == 0 { NOW } else { Timestamp::from_secs(n) };
            let key = IdempotencyKey { operation: "x", key: &key };
            tx.tenant().idempotency().reserve(key, &[7], at).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = db.write(Scope::System).await.unwrap();
        for purged in [500, 2, 0] {
            assert_eq!(system(&mut tx).expired().purge_idempotency_keys(NOW).await.unwrap(), purged);
        }
        tx.commit().await.unwrap();
        assert_eq!(database.number("SELECT COUNT(*) FROM idempotency_keys").await, 1);
    }
}
