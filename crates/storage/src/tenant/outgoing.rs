//! What changes of a message on its way out, and the statuses that were waiting for it.
//!
//! Whoever changes a message that may be on the wire holds its number's lock first
//! ([`Evidence::lock`](super::evidence::Evidence::lock)): lane, projector and people then take turns.

use recado_domain::{
    ContactId, ConversationId, MessageId, NumberId, TenantId, Timestamp, UserId,
    message::{DeliveryPolicy, Priority, Seen, Source},
};
use uuid::Uuid;

use super::{messages::MessageRow, taggings};
use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// A message to be queued.
#[derive(Debug, Clone)]
pub struct NewOutgoing {
    /// Its id.
    pub id: MessageId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// The number it goes out from.
    pub phone_number_id: NumberId,
    /// Who writes it: an API key or a person.
    pub source: Source,
    /// Meta's word for the kind of message.
    pub kind: &'static str,
    /// Meta's object named by the kind, as JSON text.
    pub content: String,
    /// Which line it stands in.
    pub priority: Priority,
    /// What happens when its outcome stays unknown.
    pub delivery_policy: DeliveryPolicy,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// Meta's id of that message.
    pub context_wamid: Option<String>,
    /// The person who writes it.
    pub author_id: Option<UserId>,
    /// The message it is sent again for.
    pub resend_of: Option<MessageId>,
    /// Now.
    pub at: Timestamp,
}

/// A status that came before its message was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParkedStatus {
    /// The key of the wamid it names.
    pub wamid_key: Uuid,
    /// The status.
    pub status: Seen,
    /// Meta's time of it.
    pub at: Timestamp,
    /// Meta's code, when it failed.
    pub error_code: Option<i64>,
    /// Meta's details of the failure.
    pub error_details: Option<String>,
    /// Meta's pricing object, as JSON text.
    pub pricing: Option<String>,
}
row!(ParkedStatus { wamid_key, status, at, error_code, error_details, pricing });

struct Window {
    at: Option<Timestamp>,
}
row!(Window { at });

struct Found {
    id: ConversationId,
}
row!(Found { id });

struct FoundMessage {
    id: MessageId,
}
row!(FoundMessage { id });

/// The newest thing said in a conversation.
#[derive(Debug, Clone)]
pub struct Said {
    /// Where.
    pub conversation: ConversationId,
    /// What.
    pub message: MessageId,
    /// Its first characters, at most 120.
    pub preview: String,
    /// When.
    pub at: Timestamp,
}

const STATE: &str = "sending = v.column2, due_at = v.column3, wamid = v.column4, dedupe_key = v.column5, \
    error_code = v.column6, error_details = v.column7, pricing = COALESCE(v.column8, messages.pricing), \
    queued_at = v.column9, accepted_at = v.column10, sent_at = v.column11, delivered_at = v.column12, \
    read_at = v.column13, played_at = v.column14, failed_at = v.column15, unconfirmed_at = v.column16";

statements! { Tenant "outgoing";
    INSERT = "INSERT INTO messages (tenant_id, id, conversation_id, phone_number_id, direction, source, kind, content,
        sending, priority, due_at, tries, delivery_policy, reply_to, context_wamid, author_id, resend_of, created_at,
        queued_at) VALUES ($1, $2, $3, $4, 'outbound', $5, $6, $7, 'queued', $8, $9, 0, $10, $11, $12, $13, $14, $9, $9)";
    SAVE = batch [1 + UUID, TEXT, INT8, TEXT, UUID, INT8, TEXT, TEXT, INT8, INT8, INT8, INT8, INT8, INT8, INT8, INT8]
        ["UPDATE messages SET ", STATE, " FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v WHERE messages.tenant_id = $1 AND messages.id = v.column1"];
    CANCEL = "UPDATE messages SET sending = 'cancelled', due_at = NULL
        WHERE tenant_id = $1 AND id = $2 AND sending = 'queued'";
    DISMISS = "UPDATE messages SET dismissed_at = $3 WHERE tenant_id = $1 AND id = $2 AND dismissed_at IS NULL";
    PARKED = batch [1 + UUID] ["SELECT wamid_key, status, at, error_code, error_details, pricing FROM message_statuses
        WHERE tenant_id = $1 AND message_id IS NULL AND status IN ('sent', 'delivered', 'read', 'played', 'failed')
        AND wamid_key IN ("] [")"];
    ADOPT = batch [1 + UUID, UUID] ["UPDATE message_statuses SET message_id = v.column2 FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v WHERE message_statuses.tenant_id = $1 AND message_statuses.wamid_key = v.column1
        AND message_statuses.message_id IS NULL"];
    WINDOW = "SELECT MAX(last_inbound_at) AS at FROM conversations
        WHERE tenant_id = $1 AND contact_id = $2 AND phone_number_id = $3";
    CONVERSATION = "SELECT id FROM conversations
        WHERE tenant_id = $1 AND contact_id = $2 AND phone_number_id = $3 AND status <> 'archived'
        ORDER BY is_open DESC, id DESC LIMIT 1";
    NEWEST_INBOUND = "SELECT id FROM messages WHERE tenant_id = $1 AND conversation_id = $2 AND direction = 'inbound'
        AND wamid IS NOT NULL ORDER BY id DESC LIMIT 1";
    RESENT = "SELECT id FROM messages WHERE tenant_id = $1 AND conversation_id = $2 AND id > $3 AND resend_of = $3
        AND sending NOT IN ('rejected', 'cancelled') AND failed_at IS NULL ORDER BY id LIMIT 1";
    SAID = "UPDATE conversations SET last_activity_at = $3, last_message_id = $4, last_message_preview = $5,
        first_response_at = CASE WHEN first_response_at IS NULL AND last_inbound_at IS NOT NULL THEN $3
            ELSE first_response_at END
        WHERE tenant_id = $1 AND id = $2 AND last_activity_at <= $3";
    ADDRESS = "UPDATE contact_identities SET given = $4
        WHERE tenant_id = $1 AND contact_id = $2 AND kind = 'phone' AND value = $3 AND superseded_at IS NULL
        AND given <> $4";
}

/// One tenant's messages on their way out. Only a door can make one.
pub struct Outgoing<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Outgoing<'_> {
    /// Queues a message: its lane will find it.
    pub async fn insert(&mut self, new: NewOutgoing) -> DbResult<()> {
        let args = args![
            self.tenant,
            new.id,
            new.conversation_id,
            new.phone_number_id,
            new.source,
            new.kind,
            new.content,
            new.priority,
            new.at,
            new.delivery_policy,
            new.reply_to,
            new.context_wamid,
            new.author_id,
            new.resend_of
        ];
        self.tx.execute(&INSERT, args).await.map(drop)
    }

    /// Writes where these messages stand: sending, due time, wamid, error, moments. `pricing` is added, never taken away.
    pub async fn save(&mut self, messages: &[Standing<'_>]) -> DbResult<()> {
        let mut rows: Vec<_> = messages.iter().collect();
        rows.sort_unstable_by_key(|standing| standing.row.id);
        let rows = rows.into_iter().map(|Standing { row, dedupe_key, pricing }| {
            let m = &row.moments;
            args![
                row.id,
                row.sending,
                row.due_at,
                &row.wamid,
                *dedupe_key,
                row.error_code,
                &row.error_details,
                *pricing,
                m.queued,
                m.accepted,
                m.sent,
                m.delivered,
                m.read,
                m.played,
                m.failed,
                m.unconfirmed
            ]
        });
        self.tx.execute_batch(&SAVE, args![self.tenant], rows.collect()).await.map(drop)
    }

    /// Takes a message back that is still queued; false when it is not.
    pub async fn cancel(&mut self, id: MessageId) -> DbResult<bool> {
        Ok(self.tx.execute(&CANCEL, args![self.tenant, id]).await? == 1)
    }

    /// Notes that a person leaves an unconfirmed message as it is; false when it was noted before.
    pub async fn dismiss(&mut self, id: MessageId, at: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&DISMISS, args![self.tenant, id, at]).await? == 1)
    }

    /// The statuses that wait for messages with these keys, in no order.
    pub async fn parked(&mut self, keys: &[Uuid]) -> DbResult<Vec<ParkedStatus>> {
        let rows = keys.iter().map(|key| args![*key]).collect();
        self.tx.all_batch(&PARKED, args![self.tenant], rows).await
    }

    /// Gives the parked statuses with these keys to their messages.
    pub async fn adopt(&mut self, mut found: Vec<(Uuid, MessageId)>) -> DbResult<()> {
        found.sort_unstable();
        let rows = found.into_iter().map(|(key, message)| args![key, message]).collect();
        self.tx.execute_batch(&ADOPT, args![self.tenant], rows).await.map(drop)
    }

    /// Meta's time of the last message that opened the service window of a contact and a number.
    pub async fn window_opened_at(&mut self, contact: ContactId, number: NumberId) -> DbResult<Option<Timestamp>> {
        let Window { at } = self.tx.one(&WINDOW, args![self.tenant, contact, number]).await?;
        Ok(at)
    }

    /// Where a message to a contact from a number belongs: the open conversation, else the latest that is not archived.
    pub async fn conversation_of(&mut self, contact: ContactId, number: NumberId) -> DbResult<Option<ConversationId>> {
        let found: Option<Found> = self.tx.optional(&CONVERSATION, args![self.tenant, contact, number]).await?;
        Ok(found.map(|Found { id }| id))
    }

    /// The newest message that came in, if there is one that Meta knows.
    pub async fn newest_inbound(&mut self, conversation: ConversationId) -> DbResult<Option<MessageId>> {
        let found: Option<FoundMessage> = self.tx.optional(&NEWEST_INBOUND, args![self.tenant, conversation]).await?;
        Ok(found.map(|FoundMessage { id }| id))
    }

    /// The message that stands for this one of the conversation: sent in its place, and neither refused nor taken back.
    pub async fn resent_as(&mut self, old: MessageId, conversation: ConversationId) -> DbResult<Option<MessageId>> {
        let found = self.tx.optional::<FoundMessage>(&RESENT, args![self.tenant, conversation, old]).await?;
        Ok(found.map(|found| found.id))
    }

    /// A message was written: the conversation's newest, unless a newer one is known.
    pub async fn note_said(&mut self, said: Said) -> DbResult<()> {
        let Said { conversation, message, preview, at } = said;
        self.tx.execute(&SAID, args![self.tenant, conversation, at, message, preview]).await?;
        taggings::refresh(self.tx, self.tenant, [conversation]).await
    }

    /// Meta wrote a contact's phone in another form than we did: from now on that one is dialled.
    pub async fn note_address(&mut self, contact: ContactId, phone: &str, given: &str) -> DbResult<()> {
        self.tx.execute(&ADDRESS, args![self.tenant, contact, phone, given]).await.map(drop)
    }
}

/// Where a message stands now, with what its row does not hold.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'m> {
    /// The message.
    pub row: &'m MessageRow,
    /// The key of its wamid.
    pub dedupe_key: Option<Uuid>,
    /// Meta's pricing object, if a status brought one.
    pub pricing: Option<&'m str>,
}
