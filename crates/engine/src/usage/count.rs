//! Counting, hour by hour, from what is stored: part of upkeep.
//!
//! The newest hours are counted again, because what comes late lies in the hour in which it was written; once a day the
//! last eight days, because Meta tries for seven.

use std::time::Duration;

use recado_domain::{TenantId, Timestamp, calendar::Calendar};
use recado_storage::{Db, DbResult, Scope, platform::tenants::ListedTenant, tenant::usage::Counted};
use uuid::Uuid;

use super::{HOUR, hour_of};
use crate::Engine;

/// What is counted again each time.
const AGAIN: Duration = Duration::from_hours(3);
/// What is counted again once a day.
const AGAIN_DAILY: Duration = Duration::from_hours(8 * 24);
/// The hour of the day, UTC, in which that happens.
const DAILY_AT: i64 = 6;
/// Hours per transaction.
const PIECE: Duration = Duration::from_hours(24);
/// Tenants per look.
const TENANTS: u32 = 200;

/// Counts all that happened before this hour, of all tenants. One whose counting fails is counted an hour later.
pub(crate) async fn count_all(engine: &Engine, db: &Db) -> DbResult<()> {
    let mut after = Uuid::nil();
    loop {
        let page = db.read(Scope::System).await?.platform().tenants().list(after, TENANTS).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id.uuid();
        for tenant in &page {
            if let Err(error) = count(engine, db, tenant).await {
                tracing::warn!(category = "system", tenant = %tenant.id, %error, "what a company uses could not be counted");
            }
        }
    }
}

async fn count(engine: &Engine, db: &Db, tenant: &ListedTenant) -> DbResult<()> {
    let (now, until) = (engine.now(), hour_of(engine.now()));
    let again = if until.secs() / 3_600 % 24 == DAILY_AT { AGAIN_DAILY } else { AGAIN };
    let begin = hour_of(tenant.created_at);
    let month = month_of(engine, tenant.id, now).await?;
    let mut from = tenant.counted_through.map_or(begin, |through| through.minus(again)).max(begin);
    while from < until {
        let to = from.plus(PIECE).min(until);
        let hours = hours(db, tenant.id, from, to).await?;
        let mut tx = db.write(Scope::Tenant(tenant.id)).await?;
        tx.tenant().usage().replace(from, to, &hours).await?;
        if to == until {
            let sums = tx.tenant().usage().sums(month, now.minus(engine.settings.raw_kept)).await?;
            tx.tenant().usage().save_mark(until, sums).await?;
        }
        tx.commit().await?;
        from = to;
    }
    Ok(())
}

/// What each hour of a stretch shows.
async fn hours(db: &Db, tenant: TenantId, from: Timestamp, to: Timestamp) -> DbResult<Vec<(Timestamp, Counted)>> {
    let mut read = db.read(Scope::Tenant(tenant)).await?;
    let (mut hours, mut hour) = (Vec::new(), from);
    while hour < to {
        let next = hour.plus(HOUR);
        let counted = read.tenant().usage().count(hour, next, u32::MAX).await?;
        hours.extend(counted.into_iter().map(|counted| (hour, counted)));
        hour = next;
    }
    Ok(hours)
}

/// When the tenant's month began.
async fn month_of(engine: &Engine, tenant: TenantId, now: Timestamp) -> DbResult<Timestamp> {
    let calendar = Calendar::of(&engine.time_zone_of(tenant).await?);
    Ok(calendar.begin(calendar.month(now)))
}
