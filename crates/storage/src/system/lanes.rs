//! Sending across tenants: which numbers have work for a lane, and the facts of the evidence rule that lie outside the
//! tenant (the log and the quarantine).

use recado_domain::{AppId, NumberId, TenantId, Timestamp};

use crate::{
    DbResult, Tx,
    column::args,
    rows::{Number, row},
    statement::statements,
};

statements! { System "lanes";
    /// Numbers that may send and have something queued, and numbers with attempts whose outcome is open.
    /// None while a restore is not confirmed. Not by EXISTS: PostgreSQL may answer that by a hash of a whole queue (measured:
    /// a million queued messages of one tenant made each answer take 0.8 s for all).
    WITH_WORK = "SELECT n.tenant_id, n.id AS number_id FROM phone_numbers n
        WHERE NOT EXISTS (SELECT 1 FROM instance_settings WHERE name = 'hold.restore')
        AND ((n.status = 'active' AND (SELECT m.id FROM messages m WHERE m.tenant_id = n.tenant_id
            AND m.phone_number_id = n.id AND m.sending = 'queued' AND m.priority IN ('reply', 'bulk') AND m.due_at <= $1
            LIMIT 1) IS NOT NULL)
        OR (SELECT a.message_id FROM message_attempts a WHERE a.tenant_id = n.tenant_id AND a.number_id = n.id
            AND a.state IN ('in_flight', 'unknown') LIMIT 1) IS NOT NULL)
        ORDER BY n.tenant_id, n.id";
    SHOWN = "SELECT n.phone_number_id, n.app_id, e.status_at, e.received_at
        FROM phone_numbers n JOIN number_evidence e ON e.tenant_id = n.tenant_id AND e.number_id = n.id
        WHERE n.tenant_id = $1 AND n.id = $2 AND e.status_at > 0";
    UNPROJECTED = "SELECT COUNT(*) AS n FROM (SELECT 1 FROM inbound_events
        WHERE projected_at IS NULL AND received_at > $1 AND received_at <= $2 LIMIT 1) AS found";
    QUARANTINED = "SELECT COUNT(*) AS n FROM (SELECT 1 FROM quarantine
        WHERE resolved_at IS NULL AND phone_number_id = $1 AND received_at > $2 AND received_at <= $3 LIMIT 1) AS found";
    UNREADABLE = "SELECT COUNT(*) AS n FROM (SELECT 1 FROM quarantine
        WHERE resolved_at IS NULL AND phone_number_id IS NULL AND app_id = $1
        AND received_at > $2 AND received_at <= $3 LIMIT 1) AS found";
}

/// A number with work for its lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LaneKey {
    /// Whose number.
    pub tenant_id: TenantId,
    /// The number.
    pub number_id: NumberId,
}
row!(LaneKey { tenant_id, number_id });

/// The newest status that was processed for a number, and where else its statuses could still be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownStatus {
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// The app whose webhooks bring its statuses.
    pub app_id: AppId,
    /// Meta's time of the status.
    pub status_at: Timestamp,
    /// When we received it.
    pub received_at: Timestamp,
}
row!(ShownStatus { phone_number_id, app_id, status_at, received_at });

/// What lanes ask across tenants. Only a door can make one.
#[derive(Debug)]
pub struct Lanes<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Lanes<'_> {
    /// The numbers with work that is due.
    pub async fn with_work(&mut self, now: Timestamp) -> DbResult<Vec<LaneKey>> {
        self.tx.all(&WITH_WORK, args![now]).await
    }

    /// The newest status processed for a number, if there was one.
    pub async fn newest_status(&mut self, lane: LaneKey) -> DbResult<Option<ShownStatus>> {
        self.tx.optional(&SHOWN, args![lane.tenant_id, lane.number_id]).await
    }

    /// Whether anything that was received after `since`, up to that status, could still hold a status of the number:
    /// it is not projected yet, or it is in quarantine for the number, or which number it is of could not be read.
    pub async fn may_hide_a_status(&mut self, shown: &ShownStatus, since: Timestamp) -> DbResult<bool> {
        let until = shown.received_at;
        let Number { n } = self.tx.one(&UNPROJECTED, args![since, until]).await?;
        if n > 0 {
            return Ok(true);
        }
        let Number { n } = self.tx.one(&QUARANTINED, args![&shown.phone_number_id, since, until]).await?;
        if n > 0 {
            return Ok(true);
        }
        let Number { n } = self.tx.one(&UNREADABLE, args![shown.app_id, since, until]).await?;
        Ok(n > 0)
    }
}
