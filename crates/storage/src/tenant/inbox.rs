//! What projection writes about conversations and messages, in batches.

use recado_domain::{
    ContactId, ConversationId, MessageId, NumberId, TenantId, Timestamp,
    message::{DeliveryPolicy, Direction, Priority, Sending, Source},
};
use uuid::Uuid;

use super::{
    conversations::{COLUMNS, ConversationRow},
    taggings,
};
use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// A message that came in, or that the business wrote in its own app.
#[derive(Debug, Clone)]
pub struct NewArrival {
    /// Its id, which carries Meta's time.
    pub id: MessageId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// Our number.
    pub phone_number_id: NumberId,
    /// Which way it went.
    pub direction: Direction,
    /// Who wrote it.
    pub source: Source,
    /// Meta's word for the kind of message.
    pub kind: String,
    /// Meta's object named by the kind, as JSON text.
    pub content: Option<String>,
    /// Meta's id.
    pub wamid: String,
    /// The key of that id.
    pub dedupe_key: Uuid,
    /// The message it answers, when we hold it.
    pub reply_to: Option<MessageId>,
    /// Meta's id of the message it answers or reacts to.
    pub context_wamid: Option<String>,
    /// The ad or post that brought the customer, as JSON text.
    pub referral: Option<String>,
    /// Meta's code of what is wrong with it.
    pub error_code: Option<i64>,
    /// Meta's details of that.
    pub error_details: Option<String>,
    /// Meta's time.
    pub created_at: Timestamp,
    /// When it was on WhatsApp's servers, if the business wrote it.
    pub sent_at: Option<Timestamp>,
}

/// A message that is known already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The key it was asked by.
    pub key: Uuid,
    /// Its id.
    pub id: MessageId,
}
row!(Known { key, id });

/// A conversation after a group of changes.
#[derive(Debug, Clone, Copy)]
pub struct Touched<'c> {
    /// The conversation as it is now.
    pub row: &'c ConversationRow,
    /// The first characters of its newest message, if that is a new one.
    pub preview: Option<&'c str>,
}

statements! { Tenant "inbox";
    KNOWN = batch [1 + UUID] ["SELECT dedupe_key AS key, id FROM messages WHERE tenant_id = $1 AND dedupe_key IN ("] [")"];
    OUTBOUND = batch [1 + UUID] ["SELECT dedupe_key AS key, id FROM messages WHERE tenant_id = $1 AND direction = 'outbound'
        AND dedupe_key IN ("] [")"];
    OF_CONTACTS = batch [2 + UUID] ["SELECT ", COLUMNS, " FROM conversations
        WHERE tenant_id = $1 AND phone_number_id = $2 AND contact_id IN ("] [") ORDER BY id"] postgres [" FOR UPDATE"];
    ANYWHERE = batch [1 + UUID] ["SELECT ", COLUMNS, " FROM conversations WHERE tenant_id = $1 AND contact_id IN ("]
        [") ORDER BY id"] postgres [" FOR UPDATE"];
    HAND_OVER = "UPDATE conversations SET contact_id = $3 WHERE tenant_id = $1 AND contact_id = $2";
    INSERT = batch [0 + UUID, UUID, UUID, UUID, TEXT, INT8, INT8, INT8, INT8, INT8, UUID, TEXT, INT8]
        ["INSERT INTO conversations (tenant_id, id, contact_id, phone_number_id, status, is_open, unread_count, is_unread,
            last_activity_at, last_inbound_at, last_message_id, last_message_preview, created_at) VALUES "] [""];
    UPDATE = batch [1 + UUID, TEXT, INT8, INT8, INT8, INT8, INT8, UUID, TEXT, INT8, INT8]
        ["UPDATE conversations SET status = v.column2, is_open = v.column3, unread_count = v.column4, is_unread = v.column5,
            last_activity_at = v.column6, last_inbound_at = v.column7, last_message_id = v.column8,
            last_message_preview = COALESCE(v.column9, conversations.last_message_preview), snoozed_until = v.column10,
            closed_at = v.column11 FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v WHERE conversations.tenant_id = $1 AND conversations.id = v.column1"];
    ADD = batch [0 + UUID, UUID, UUID, UUID, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, INT8, TEXT, TEXT, UUID, UUID, TEXT, TEXT, INT8, TEXT, INT8, INT8]
        ["INSERT INTO messages (tenant_id, id, conversation_id, phone_number_id, direction, source, kind, content, sending,
            priority, tries, delivery_policy, wamid, dedupe_key, reply_to, context_wamid, referral, error_code,
            error_details, created_at, sent_at) VALUES "] [""];
}

/// One tenant's conversations and messages, as projection writes them. Only a door can make one.
#[derive(Debug)]
pub struct Inbox<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Inbox<'_> {
    /// Which of these keys (hashes of number and wamid) are messages already, in no order.
    pub async fn known(&mut self, keys: &[Uuid]) -> DbResult<Vec<Known>> {
        let rows = keys.iter().map(|key| args![*key]).collect();
        self.tx.all_batch(&KNOWN, args![self.tenant], rows).await
    }

    /// Which of these keys are messages that went out, in no order.
    pub async fn outbound(&mut self, keys: &[Uuid]) -> DbResult<Vec<Known>> {
        let rows = keys.iter().map(|key| args![*key]).collect();
        self.tx.all_batch(&OUTBOUND, args![self.tenant], rows).await
    }

    /// All conversations of these contacts with one number, which nobody else can change until this transaction ends.
    /// Ids in rising order.
    pub async fn conversations(&mut self, number: NumberId, contacts: &[ContactId]) -> DbResult<Vec<ConversationRow>> {
        let rows = contacts.iter().map(|id| args![*id]).collect();
        self.tx.all_batch(&OF_CONTACTS, args![self.tenant, number], rows).await
    }

    /// All conversations of these contacts with any number, locked as above.
    pub async fn conversations_anywhere(&mut self, contacts: &[ContactId]) -> DbResult<Vec<ConversationRow>> {
        let rows = contacts.iter().map(|id| args![*id]).collect();
        self.tx.all_batch(&ANYWHERE, args![self.tenant], rows).await
    }

    /// Makes all conversations of one contact another's. At most one of both may be open with each number.
    pub async fn hand_over(&mut self, from: ContactId, to: ContactId) -> DbResult<()> {
        self.tx.execute(&HAND_OVER, args![self.tenant, from, to]).await.map(drop)
    }

    /// Adds conversations.
    pub async fn insert(&mut self, begun: &[Touched<'_>]) -> DbResult<()> {
        let rows = begun.iter().map(|Touched { row, preview }| {
            args![
                self.tenant,
                row.id,
                row.contact_id,
                row.phone_number_id,
                row.status,
                i64::from(row.status.is_open()),
                row.unread_count,
                i64::from(row.unread_count > 0),
                row.last_activity_at,
                row.last_inbound_at,
                row.last_message_id,
                *preview,
                row.created_at
            ]
        });
        let rows = rows.collect();
        self.tx.execute_batch(&INSERT, args![], rows).await.map(drop)
    }

    /// Writes conversations as they are now. Ids in rising order.
    pub async fn update(&mut self, touched: &[Touched<'_>]) -> DbResult<()> {
        let rows = touched.iter().map(|Touched { row, preview }| {
            args![
                row.id,
                row.status,
                i64::from(row.status.is_open()),
                row.unread_count,
                i64::from(row.unread_count > 0),
                row.last_activity_at,
                row.last_inbound_at,
                row.last_message_id,
                *preview,
                row.snoozed_until,
                row.closed_at
            ]
        });
        let rows = rows.collect();
        self.tx.execute_batch(&UPDATE, args![self.tenant], rows).await?;
        taggings::refresh(self.tx, self.tenant, touched.iter().map(|touched| touched.row.id)).await
    }

    /// Adds messages. One that is there already is a conflict: ask for the known ones first.
    pub async fn add(&mut self, messages: Vec<NewArrival>) -> DbResult<()> {
        let rows = messages.into_iter().map(|message| {
            args![
                self.tenant,
                message.id,
                message.conversation_id,
                message.phone_number_id,
                message.direction,
                message.source,
                message.kind,
                message.content,
                Sending::None,
                Priority::Reply,
                0_i64,
                DeliveryPolicy::Hold,
                message.wamid,
                message.dedupe_key,
                message.reply_to,
                message.context_wamid,
                message.referral,
                message.error_code,
                message.error_details,
                message.created_at,
                message.sent_at
            ]
        });
        let rows = rows.collect();
        self.tx.execute_batch(&ADD, args![], rows).await.map(drop)
    }
}
