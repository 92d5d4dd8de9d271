//! Numbers whose webhooks do not come although Meta took their messages, and those that Meta should be asked about.

use recado_domain::{NumberId, TenantId, Timestamp};

use crate::{
    DbResult, Tx,
    column::args,
    rows::{Number, row},
    statement::statements,
};

statements! { System "silence";
    /// Per number the first message that Meta took after its last webhook, read from the index of attempts by time.
    LOOK = "SELECT w.tenant_id, w.number_id, w.since, w.known FROM (SELECT n.tenant_id, n.id AS number_id,
            h.silent_since AS known, (SELECT MIN(a.started_at) FROM message_attempts a WHERE a.tenant_id = n.tenant_id
                AND a.number_id = n.id AND a.state = 'accepted' AND a.started_at > $1 AND a.started_at <= $2
                AND a.started_at > COALESCE(e.heard_at, 0) AND a.started_at > COALESCE(e.received_at, 0)) AS since
            FROM phone_numbers n
            LEFT JOIN number_evidence e ON e.tenant_id = n.tenant_id AND e.number_id = n.id
            LEFT JOIN number_health h ON h.tenant_id = n.tenant_id AND h.number_id = n.id
            WHERE n.proof IN ('proved', 'open')) AS w
        WHERE w.since IS NOT NULL OR w.known IS NOT NULL ORDER BY w.tenant_id, w.number_id";
    BEHIND = "SELECT COUNT(*) AS n FROM (SELECT 1 FROM inbound_events
        WHERE projected_at IS NULL AND received_at <= $1 LIMIT 1) AS found";
    DUE = "SELECT n.tenant_id, n.id AS number_id FROM phone_numbers n
        LEFT JOIN number_health h ON h.tenant_id = n.tenant_id AND h.number_id = n.id
        WHERE n.status = 'active' AND (h.checked_at IS NULL OR h.checked_at <= $1)
        ORDER BY COALESCE(h.checked_at, 0), n.tenant_id, n.id LIMIT $2";
}

/// A number that is silent or was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silent {
    /// Whose number.
    pub tenant_id: TenantId,
    /// The number.
    pub number_id: NumberId,
    /// Of the first message that Meta took after its last webhook; none when it is heard.
    pub since: Option<Timestamp>,
    /// The same, as it was kept before.
    pub known: Option<Timestamp>,
}
row!(Silent { tenant_id, number_id, since, known });

/// A number that Meta should be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueNumber {
    /// Whose number.
    pub tenant_id: TenantId,
    /// The number.
    pub number_id: NumberId,
}
row!(DueNumber { tenant_id, number_id });

/// Numbers of all tenants, and whether Meta speaks of them. Only a door can make one.
#[derive(Debug)]
pub struct Silence<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Silence<'_> {
    /// The numbers that are silent or were: Meta took messages in this time and no webhook came since.
    pub async fn look(&mut self, after: Timestamp, until: Timestamp) -> DbResult<Vec<Silent>> {
        self.tx.all(&LOOK, args![after, until]).await
    }

    /// Whether webhooks that came by then are not projected: then nobody can tell which numbers are silent.
    pub async fn is_projection_behind(&mut self, by: Timestamp) -> DbResult<bool> {
        let Number { n } = self.tx.one(&BEHIND, args![by]).await?;
        Ok(n > 0)
    }

    /// Active numbers about which Meta was not asked since `checked_by`, the longest ago first.
    pub async fn due(&mut self, checked_by: Timestamp, limit: u32) -> DbResult<Vec<DueNumber>> {
        self.tx.all(&DUE, args![checked_by, limit]).await
    }
}
