//! Realtime events, written by the transaction that causes them; the relay numbers them afterwards.

use recado_domain::{ConversationId, OutboxId, TenantId, Timestamp, visibility::Placement};

use crate::{DbResult, Tx, column::args, statement::statements};

/// An event to be numbered and handed out.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Its id; rises within a transaction, which keeps the order of events.
    pub id: OutboxId,
    /// The event's name on the wire, such as `message:new`.
    pub kind: &'static str,
    /// The conversation it tells of; `None` = everybody of the tenant who reads events.
    pub conversation_id: Option<ConversationId>,
    /// Where the conversation stood before the change.
    pub before: Placement,
    /// Where it stands after it.
    pub after: Placement,
    /// The event's `data`, encoded once.
    pub data: String,
    /// When it happened.
    pub at: Timestamp,
}

statements! { Tenant "outbox";
    INSERT = batch [0 + UUID, UUID, TEXT, UUID, UUID, UUID, UUID, UUID, TEXT, INT8] ["INSERT INTO outbox (tenant_id, id, kind, conversation_id, before_assignee, before_team, \
        after_assignee, after_team, data, at) VALUES "] [""];
}

/// One tenant's realtime events.
pub struct Outbox<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Outbox<'_> {
    /// Adds events; they exist when the transaction commits.
    pub async fn insert(&mut self, events: Vec<NewEvent>) -> DbResult<()> {
        let rows = events.into_iter().map(|event| {
            let NewEvent { id, kind, conversation_id, before, after, data, at } = event;
            args![
                self.tenant,
                id,
                kind,
                conversation_id,
                before.assignee,
                before.team,
                after.assignee,
                after.team,
                data,
                at
            ]
        });
        self.tx.execute_batch(&INSERT, args![], rows.collect()).await.map(drop)
    }
}
