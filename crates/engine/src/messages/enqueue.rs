//! Queueing a message: the rules it must keep, and the row that is its place in the queue.

use std::time::Duration;

use recado_domain::{
    ContactId, ConversationId, MessageId, NumberId, Timestamp,
    message::{DeliveryPolicy, Priority, Source},
    window::ServiceWindow,
};
use recado_graph::send::{Kind, Message, Problem};
use recado_storage::{
    DbError, Tx,
    tenant::{
        messages::MessageRow,
        outgoing::{NewOutgoing, Said},
    },
};
use serde_json::json;
use tracing::Span;

use super::{
    backlog::room_after,
    content::{Content, DELIVERED},
    preview::preview,
    recipient::Destination,
};
use crate::{
    Engine,
    access::{
        Actor, Caller,
        audit::{self, Deed},
    },
    events::{ConversationChange, Event, emit},
    trace,
    view::{MessageView, load},
};

/// Whom a message is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Into this conversation.
    Conversation(ConversationId),
    /// To this contact.
    Contact(ContactId),
    /// To a phone number or a business-scoped user id, known or not.
    Address(String),
}

/// A message to be queued.
#[derive(Debug, Clone, PartialEq)]
pub struct EnqueueMessage {
    /// For whom.
    pub target: Target,
    /// From which number; needed where the tenant has several and the target is no conversation.
    pub number: Option<NumberId>,
    /// What it says.
    pub content: Content,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// What happens when its outcome stays unknown.
    pub delivery_policy: DeliveryPolicy,
    /// The message it is sent again for.
    pub resend_of: Option<MessageId>,
}

/// Why a message was refused before it was queued.
#[derive(Debug, thiserror::Error)]
pub enum EnqueueError {
    /// There is none, or the caller does not see it: nobody learns which.
    #[error("no such conversation")]
    UnknownConversation,
    /// The contact's conversation is not the caller's to see.
    #[error("the conversation with this contact belongs to somebody else")]
    HiddenConversation,
    /// There is none.
    #[error("no such contact")]
    UnknownContact,
    /// Neither a phone number nor a business-scoped user id.
    #[error("neither a phone number nor a user id")]
    BadAddress,
    /// The tenant has none such.
    #[error("no such number")]
    UnknownNumber,
    /// The conversation is with another number.
    #[error("the conversation is with another number")]
    OtherNumber,
    /// The tenant has several numbers and none was named.
    #[error("the tenant has several numbers: name one")]
    NumberNeeded,
    /// The tenant has no number at all.
    #[error("the tenant has no number")]
    NoNumber,
    /// Nothing is sent to the contact.
    #[error("the contact is blocked")]
    ContactBlocked,
    /// The number does not send now.
    #[error("the number is not active")]
    NumberNotActive,
    /// Meta knows the kind, we do not deliver it yet.
    #[error("this kind of message is not delivered yet")]
    NotDelivered,
    /// Meta is known to refuse it.
    #[error("Meta would refuse the message")]
    Invalid(Vec<Problem>),
    /// The message answered or reacted to is none of this contact and number.
    #[error("no such message with this contact and number")]
    UnknownQuoted(Quoted),
    /// The message answered or reacted to has not been taken by Meta yet.
    #[error("the message it refers to has no id at Meta yet")]
    QuotedNotSent,
    /// More than 24 hours since the customer wrote; only templates may be sent.
    #[error("the 24-hour service window is closed")]
    WindowClosed {
        /// When it closed; `None`: it never was open.
        since: Option<Timestamp>,
    },
    /// So much of the tenant's waits already that programs may add nothing.
    #[error("the tenant's queue is full")]
    QueueFull {
        /// How many messages may wait.
        limit: u32,
        /// When it is worth another try.
        retry_after: Duration,
    },
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// How a message refers to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoted {
    /// It answers it.
    ReplyTo,
    /// It reacts to it.
    Reaction,
}

impl Engine {
    /// Checks the rules and queues the message: the row is the queue. After the commit ring `wake.queued()` and
    /// `wake.events()`.
    pub async fn enqueue(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        command: EnqueueMessage,
    ) -> Result<MessageView, EnqueueError> {
        if !DELIVERED.contains(&command.content.kind()) {
            return Err(EnqueueError::NotDelivered);
        }
        let problems = command.content.review();
        if !problems.is_empty() {
            return Err(EnqueueError::Invalid(problems));
        }
        let destination = self.destination(tx, caller, &command).await?;
        self.require_window(tx, &destination, command.content.kind()).await?;
        let said = resolve(tx, &destination, &command).await?;
        self.require_room(tx, caller, &destination).await?;
        let id = self.insert(tx, caller, &destination, &command, said).await?;
        let deed = Deed::new(if command.resend_of.is_some() { "message.resent" } else { "message.queued" }, "message");
        let metadata = json!({
            "conversationId": destination.conversation.id, "type": command.content.kind().as_str(),
            "resendOf": command.resend_of,
        });
        audit::record(tx.tenant(), self, caller.by(), deed.of(id).with(metadata)).await?;
        self.announce(tx, &destination, id).await
    }

    /// Only templates may be sent outside the service window.
    async fn require_window(&self, tx: &mut Tx, to: &Destination, kind: Kind) -> Result<(), EnqueueError> {
        if kind == Kind::Template {
            return Ok(());
        }
        let (contact, number) = (to.conversation.contact_id, to.number.id);
        let window = ServiceWindow { last_inbound: tx.tenant().outgoing().window_opened_at(contact, number).await? };
        if window.is_open(self.now()) { Ok(()) } else { Err(EnqueueError::WindowClosed { since: window.expires_at() }) }
    }

    /// A person's message always has a place; a program's only while the queue is not full.
    async fn require_room(&self, tx: &mut Tx, caller: &Caller, to: &Destination) -> Result<(), EnqueueError> {
        if matches!(caller.by().actor, Actor::User(_)) {
            return Ok(());
        }
        let (tenant, limit, now) = (caller.tenant(), self.settings.queue_limit, self.clock.monotonic());
        let mut has_room = self.backlogs().take_place(tenant, limit, now);
        if has_room.is_none() {
            let waiting = tx.tenant().queue().waiting(limit).await?;
            self.backlogs().learn(tenant, waiting, now);
            has_room = self.backlogs().take_place(tenant, limit, now);
        }
        if has_room == Some(true) {
            return Ok(());
        }
        Err(EnqueueError::QueueFull { limit, retry_after: room_after(limit, to.number.throughput) })
    }

    async fn insert(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        to: &Destination,
        command: &EnqueueMessage,
        said: Resolved,
    ) -> Result<MessageId, EnqueueError> {
        let at = self.now();
        let id = MessageId::from_uuid(self.ids.v7(at));
        let (source, author_id) = match caller.by().actor {
            Actor::User(user) => (Source::Agent, Some(user)),
            Actor::Key(_) | Actor::System => (Source::Api, None),
        };
        let Resolved { message, quoted } = said;
        let kind = message.kind.as_str();
        let shown = preview(kind, &message.object);
        let new = NewOutgoing {
            id,
            conversation_id: to.conversation.id,
            phone_number_id: to.number.id,
            source,
            kind,
            content: message.object.to_string(),
            priority: priority(source, message.kind),
            delivery_policy: command.delivery_policy,
            reply_to: quoted.as_ref().map(|row| row.id),
            context_wamid: quoted.and_then(|row| row.wamid),
            author_id,
            resend_of: command.resend_of,
            at,
        };
        tx.tenant().outgoing().insert(new).await?;
        let said = Said { conversation: to.conversation.id, message: id, preview: shown, at };
        tx.tenant().outgoing().note_said(said).await?;
        trace::of(id, "message.queued").follows_from(Span::current());
        Ok(id)
    }

    /// Tells people of the new message and its conversation.
    async fn announce(&self, tx: &mut Tx, to: &Destination, id: MessageId) -> Result<MessageView, EnqueueError> {
        let language = self.settings.language;
        let row = tx.tenant().messages().find(id).await?.expect("inserted in this transaction");
        let message = load::message(&row, language);
        let conversation = load::conversation_by_id(&mut tx.tenant(), to.conversation.id, language).await?;
        let conversation = conversation.expect("locked in this transaction");
        let placement = to.conversation.placement();
        let said = Event::message_new(&message, &conversation);
        let events = if to.begun {
            vec![Event::conversation(ConversationChange::Created, &conversation, placement), said]
        } else {
            let entry = to.reopened.clone().map(load::history);
            vec![said, Event::done_to(ConversationChange::Updated, &conversation, placement, entry.as_ref())]
        };
        emit(self, &mut tx.tenant(), events).await?;
        Ok(message)
    }
}

/// A message as Meta gets it, and the one it refers to.
struct Resolved {
    message: Message,
    quoted: Option<MessageRow>,
}

/// Finds the message that this one answers or reacts to; a reaction names it by Meta's id.
async fn resolve(tx: &mut Tx, to: &Destination, command: &EnqueueMessage) -> Result<Resolved, EnqueueError> {
    let named = match (&command.content, command.reply_to) {
        (Content::Reaction { to, .. }, _) => Some((*to, Quoted::Reaction)),
        (Content::Object(_), reply_to) => reply_to.map(|id| (id, Quoted::ReplyTo)),
    };
    let mut quoted = None;
    if let Some((id, how)) = named {
        let row = tx.tenant().messages().find(id).await?;
        let same = |row: &MessageRow| {
            (row.contact_id, row.phone_number_id) == (to.conversation.contact_id, to.conversation.phone_number_id)
        };
        quoted = Some(row.filter(same).ok_or(EnqueueError::UnknownQuoted(how))?);
    }
    let wamid = match &quoted {
        Some(row) => Some(row.wamid.clone().ok_or(EnqueueError::QuotedNotSent)?),
        None => None,
    };
    let message = match (&command.content, wamid) {
        (Content::Object(message), _) => message.clone(),
        (Content::Reaction { emoji, .. }, wamid) => Message::reaction(&wamid.unwrap_or_default(), emoji),
    };
    Ok(Resolved { message, quoted })
}

/// Answers go first. What a program sends as a template is bulk: it may come by the thousand.
fn priority(source: Source, kind: Kind) -> Priority {
    if source == Source::Api && kind == Kind::Template { Priority::Bulk } else { Priority::Reply }
}
