//! One tenant's numbered realtime events, for catching up.

use recado_domain::{ConversationId, TeamId, TenantId, Timestamp, UserId, visibility::Placement};

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

/// A numbered event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Whose event it is.
    pub tenant_id: TenantId,
    /// Its position among all tenants' events.
    pub pos: i64,
    /// Its number among the tenant's events: 1, 2, 3 …
    pub seq: i64,
    /// Its name on the wire.
    pub kind: String,
    /// The conversation it tells of.
    pub conversation_id: Option<ConversationId>,
    /// The conversation's assignee before the change.
    pub before_assignee: Option<UserId>,
    /// The conversation's team before the change.
    pub before_team: Option<TeamId>,
    /// The conversation's assignee after it.
    pub after_assignee: Option<UserId>,
    /// The conversation's team after it.
    pub after_team: Option<TeamId>,
    /// Its `data` as JSON text.
    pub data: String,
    /// When it happened.
    pub at: Timestamp,
}
row!(EventRow {
    tenant_id,
    pos,
    seq,
    kind,
    conversation_id,
    before_assignee,
    before_team,
    after_assignee,
    after_team,
    data,
    at
});

impl EventRow {
    /// Where the conversation stood before the change.
    pub fn before(&self) -> Placement {
        Placement { assignee: self.before_assignee, team: self.before_team }
    }

    /// Where it stands after the change.
    pub fn after(&self) -> Placement {
        Placement { assignee: self.after_assignee, team: self.after_team }
    }
}

/// The columns of [`EventRow`].
pub(crate) const COLUMNS: &str = "tenant_id, pos, seq, kind, conversation_id, before_assignee, before_team, \
    after_assignee, after_team, data, at";

statements! { Tenant "events";
    HEAD = "SELECT seq, deleted_through FROM outbox_heads WHERE tenant_id = $1";
    AFTER = "SELECT ", COLUMNS, " FROM outbox WHERE tenant_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4";
}

/// How far one tenant's numbering has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EventHead {
    /// The newest number given; 0 when there is none.
    pub seq: i64,
    /// The newest number deleted; 0 when there is none.
    pub deleted_through: i64,
}
row!(EventHead { seq, deleted_through });

/// One tenant's numbered events. Only a door can make one.
#[derive(Debug)]
pub struct Events<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Events<'_> {
    /// How far the numbering has come.
    pub async fn head(&mut self) -> DbResult<EventHead> {
        Ok(self.tx.optional(&HEAD, args![self.tenant]).await?.unwrap_or_default())
    }

    /// The events behind number `after` up to number `through`, in order. Numbers have no gaps: when the first answered
    /// is not `after + 1`, that one was deleted.
    pub async fn list(&mut self, after: i64, through: i64, most: u32) -> DbResult<Vec<EventRow>> {
        self.tx.all(&AFTER, args![self.tenant, after, through, most]).await
    }
}
