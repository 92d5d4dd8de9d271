//! One tenant's messages, as rows.

use recado_domain::{
    ContactId, ConversationId, MessageId, NumberId, TenantId, Timestamp, UserId,
    message::{DeliveryPolicy, Direction, MessageStatus, Moments, Sending, Source, status_of},
};
use uuid::Uuid;

use crate::{
    DbResult, Tx,
    column::args,
    rows::{Row, RowRef},
    statement::statements,
};

/// A message.
#[derive(Debug, Clone)]
pub struct MessageRow {
    /// Its id: the time in it is Meta's for inbound messages.
    pub id: MessageId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// The conversation's contact.
    pub contact_id: ContactId,
    /// Our number.
    pub phone_number_id: NumberId,
    /// Which way it goes.
    pub direction: Direction,
    /// Who wrote it.
    pub source: Source,
    /// Meta's word for the kind of message.
    pub kind: String,
    /// Meta's object named by the kind, as JSON text.
    pub content: Option<String>,
    /// Where our own sending stands.
    pub sending: Sending,
    /// When each state was first reached.
    pub moments: Moments,
    /// When it is due, if it is queued.
    pub due_at: Option<Timestamp>,
    /// How often it was tried.
    pub tries: i64,
    /// What happens when its outcome stays unknown.
    pub delivery_policy: DeliveryPolicy,
    /// Meta's id.
    pub wamid: Option<String>,
    /// The message it answers, when we hold it.
    pub reply_to: Option<MessageId>,
    /// Meta's id of the message it answers or reacts to.
    pub context_wamid: Option<String>,
    /// Who wrote it here.
    pub author_id: Option<UserId>,
    /// Meta's code of the failure.
    pub error_code: Option<i64>,
    /// Meta's details of the failure.
    pub error_details: Option<String>,
    /// The message in whose place it was sent.
    pub resend_of: Option<MessageId>,
    /// When a person decided to leave it unconfirmed.
    pub dismissed_at: Option<Timestamp>,
    /// When it was written.
    pub created_at: Timestamp,
}

impl MessageRow {
    /// The one word for its state.
    pub fn status(&self) -> MessageStatus {
        status_of(self.sending, &self.moments)
    }
}

impl Row for MessageRow {
    fn decode(row: &mut RowRef<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            conversation_id: row.get("conversation_id")?,
            contact_id: row.get("contact_id")?,
            phone_number_id: row.get("phone_number_id")?,
            direction: row.get("direction")?,
            source: row.get("source")?,
            kind: row.get("kind")?,
            content: row.get("content")?,
            sending: row.get("sending")?,
            moments: moments(row)?,
            due_at: row.get("due_at")?,
            tries: row.get("tries")?,
            delivery_policy: row.get("delivery_policy")?,
            wamid: row.get("wamid")?,
            reply_to: row.get("reply_to")?,
            context_wamid: row.get("context_wamid")?,
            author_id: row.get("author_id")?,
            error_code: row.get("error_code")?,
            error_details: row.get("error_details")?,
            resend_of: row.get("resend_of")?,
            dismissed_at: row.get("dismissed_at")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// The nine-in-one: the columns `*_at` of a message.
pub(crate) fn moments(row: &mut RowRef<'_>) -> DbResult<Moments> {
    Ok(Moments {
        queued: row.get("queued_at")?,
        accepted: row.get("accepted_at")?,
        sent: row.get("sent_at")?,
        delivered: row.get("delivered_at")?,
        read: row.get("read_at")?,
        played: row.get("played_at")?,
        failed: row.get("failed_at")?,
        unconfirmed: row.get("unconfirmed_at")?,
    })
}

/// The columns of [`MessageRow`], of `messages m` joined with `conversations c`.
pub(crate) const COLUMNS: &str = "m.id, m.conversation_id, c.contact_id, m.phone_number_id, m.direction, m.source, \
    m.kind, m.content, m.sending, m.queued_at, m.accepted_at, m.sent_at, m.delivered_at, m.read_at, m.played_at, \
    m.failed_at, m.unconfirmed_at, m.due_at, m.tries, m.delivery_policy, m.wamid, m.reply_to, m.context_wamid, m.author_id, \
    m.error_code, m.error_details, m.resend_of, m.dismissed_at, m.created_at";
/// Messages with their conversations.
pub(crate) const FROM: &str =
    " FROM messages m JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id";

statements! { Tenant "messages";
    FIND_MANY = batch [1 + UUID] ["SELECT ", COLUMNS, FROM, " WHERE m.tenant_id = $1 AND m.id IN ("] [")"];
    BY_DEDUPE_KEY = batch [1 + UUID] ["SELECT ", COLUMNS, FROM, " WHERE m.tenant_id = $1 AND m.dedupe_key IN ("] [")"];
}

/// One tenant's messages.
pub struct Messages<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Messages<'_> {
    /// The message, if there is one.
    pub async fn find(&mut self, id: MessageId) -> DbResult<Option<MessageRow>> {
        Ok(self.find_many(&[id]).await?.pop())
    }

    /// Those of the ids that exist, in no order.
    pub async fn find_many(&mut self, ids: &[MessageId]) -> DbResult<Vec<MessageRow>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.all_batch(&FIND_MANY, args![self.tenant], rows).await
    }

    /// Those of the messages with these keys (hash of number and wamid) that exist, in no order.
    pub async fn find_by_dedupe_keys(&mut self, keys: &[Uuid]) -> DbResult<Vec<MessageRow>> {
        let rows = keys.iter().map(|key| args![*key]).collect();
        self.tx.all_batch(&BY_DEDUPE_KEY, args![self.tenant], rows).await
    }
}
