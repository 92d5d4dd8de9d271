//! One tenant's conversations, as rows.

use recado_domain::{
    ContactId, ConversationId, MessageId, NumberId, TeamId, TenantId, Timestamp, UserId,
    conversation::{ConversationPriority, ConversationStatus},
    visibility::Placement,
    window::ServiceWindow,
};

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// A conversation.
#[derive(Debug, Clone)]
pub struct ConversationRow {
    /// Its id.
    pub id: ConversationId,
    /// Whom it is with.
    pub contact_id: ContactId,
    /// Our number.
    pub phone_number_id: NumberId,
    /// Where it stands.
    pub status: ConversationStatus,
    /// The person it is assigned to.
    pub assignee_id: Option<UserId>,
    /// The team it is assigned to.
    pub team_id: Option<TeamId>,
    /// Inbound messages since it was last marked read.
    pub unread_count: i64,
    /// When something was last said.
    pub last_activity_at: Timestamp,
    /// Meta's time of the last message that opened the service window.
    pub last_inbound_at: Option<Timestamp>,
    /// The newest message.
    pub last_message_id: Option<MessageId>,
    /// When it wakes, if it is snoozed.
    pub snoozed_until: Option<Timestamp>,
    /// How soon it wants somebody.
    pub priority: ConversationPriority,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// When it began.
    pub created_at: Timestamp,
}
row!(ConversationRow {
    id,
    contact_id,
    phone_number_id,
    status,
    assignee_id,
    team_id,
    unread_count,
    last_activity_at,
    last_inbound_at,
    last_message_id,
    snoozed_until,
    priority,
    closed_at,
    created_at,
});

impl ConversationRow {
    /// Where it stands among people: what visibility is decided on.
    pub fn placement(&self) -> Placement {
        Placement { assignee: self.assignee_id, team: self.team_id }
    }

    /// The service window of its contact and number.
    pub fn window(&self) -> ServiceWindow {
        ServiceWindow { last_inbound: self.last_inbound_at }
    }
}

/// The columns of [`ConversationRow`].
pub(crate) const COLUMNS: &str = "id, contact_id, phone_number_id, status, assignee_id, team_id, unread_count, \
    last_activity_at, last_inbound_at, last_message_id, snoozed_until, priority, closed_at, created_at";

statements! { Tenant "conversations";
    FIND_MANY = batch [1 + UUID] ["SELECT ", COLUMNS, " FROM conversations WHERE tenant_id = $1 AND id IN ("] [")"];
    /// The row and, on PostgreSQL, its lock until the transaction ends: for changes whose event names the state before.
    LOCK = sqlite ["SELECT ", COLUMNS, " FROM conversations WHERE tenant_id = $1 AND id = $2"]
        postgres ["SELECT ", COLUMNS, " FROM conversations WHERE tenant_id = $1 AND id = $2 FOR UPDATE"];
}

/// One tenant's conversations.
pub struct Conversations<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Conversations<'_> {
    /// The conversation, if there is one.
    pub async fn find(&mut self, id: ConversationId) -> DbResult<Option<ConversationRow>> {
        Ok(self.find_many(&[id]).await?.pop())
    }

    /// Those of the ids that exist, in no order.
    pub async fn find_many(&mut self, ids: &[ConversationId]) -> DbResult<Vec<ConversationRow>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.all_batch(&FIND_MANY, args![self.tenant], rows).await
    }

    /// The conversation, which nobody else can change until this transaction ends.
    pub async fn lock(&mut self, id: ConversationId) -> DbResult<Option<ConversationRow>> {
        self.tx.optional(&LOCK, args![self.tenant, id]).await
    }
}
