//! Realtime events: written into the outbox by the transaction that causes them.
//!
//! An event is judged by the placement of its conversation before and after the change (design §4.7); its `data` is
//! encoded here, once. After the commit the caller rings `wake.events()`.
//!
//! To add an event: one constructor here, one line in the contract.

use recado_domain::{
    ConversationId, MessageId, OutboxId, TagId, TeamId, Timestamp, UserId, message::MessageStatus,
    visibility::Placement,
};
use recado_storage::{DbResult, Tenant, tenant::outbox::NewEvent};
use serde::Serialize;

use crate::{
    bulk::BulkView,
    engine::Engine,
    view::{
        ContactView, ConversationView, ErrorView, HistoryView, MessageView, NoteView, NumberView, TagView, TeamView,
        TenantSettingsView,
    },
};

/// An event that has not been written yet.
#[derive(Debug, Clone)]
pub struct Event {
    kind: &'static str,
    conversation: Option<ConversationId>,
    before: Placement,
    after: Placement,
    data: String,
}

/// What happened to a conversation, by its event's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConversationChange {
    /// It began.
    Created,
    /// Something else about it changed.
    Updated,
    /// It has another assignee or team.
    Assigned,
    /// It was handed over with a note.
    Transferred,
    /// It was closed.
    Closed,
}

/// The kind of [`Event::access_changed`]: an order to reload, not a change of something shown.
pub const RESYNC: &str = "resync";

/// The kind of [`Event::mention`]: its placement before the change names the person.
pub const MENTION: &str = "mention:new";

/// The kind of [`Event::bulk_progress`]: its placement after the change names the person.
pub const BULK: &str = "bulk:progress";

/// What happened to a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteChange {
    /// It was written.
    New,
    /// It says something else.
    Updated,
    /// Its words are gone.
    Deleted,
}

#[derive(Serialize)]
struct Noted<'a> {
    note: &'a NoteView,
}

/// Nowhere: what does not concern a conversation.
const NOWHERE: Placement = Placement { assignee: None, team: None };

impl Event {
    /// A message came in or was accepted for sending.
    pub fn message_new(message: &MessageView, conversation: &ConversationView) -> Self {
        #[derive(Serialize)]
        struct Data<'a> {
            message: &'a MessageView,
            conversation: &'a ConversationView,
        }
        let at = placement(conversation);
        Self::of(conversation.id, "message:new", at, at, &Data { message, conversation })
    }

    /// Something else about a message changed.
    pub fn message_updated(message: &MessageView, placement: Placement) -> Self {
        #[derive(Serialize)]
        struct Data<'a> {
            message: &'a MessageView,
        }
        Self::of(message.conversation_id, "message:updated", placement, placement, &Data { message })
    }

    /// A message has another status on the wire.
    pub fn message_status(status: &StatusChange<'_>) -> Self {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Data<'a> {
            message_id: MessageId,
            conversation_id: ConversationId,
            status: MessageStatus,
            at: Timestamp,
            error: Option<&'a ErrorView>,
        }
        let StatusChange { message, conversation, placement, status, at, error } = *status;
        let data = Data { message_id: message, conversation_id: conversation, status, at, error };
        Self::of(conversation, "message:status", placement, placement, &data)
    }

    /// A conversation changed; `before` is where it stood.
    pub fn conversation(change: ConversationChange, view: &ConversationView, before: Placement) -> Self {
        Self::done_to(change, view, before, None)
    }

    /// The same with the entry of its history that tells what was done.
    pub fn done_to(
        change: ConversationChange,
        view: &ConversationView,
        before: Placement,
        entry: Option<&HistoryView>,
    ) -> Self {
        #[derive(Serialize)]
        struct Data<'a> {
            conversation: &'a ConversationView,
            entry: Option<&'a HistoryView>,
        }
        let kind = match change {
            ConversationChange::Created => "conversation:created",
            ConversationChange::Updated => "conversation:updated",
            ConversationChange::Assigned => "conversation:assigned",
            ConversationChange::Transferred => "conversation:transferred",
            ConversationChange::Closed => "conversation:closed",
        };
        Self::of(view.id, kind, before, placement(view), &Data { conversation: view, entry })
    }

    /// A note was written, edited or deleted.
    pub fn note(change: NoteChange, note: &NoteView, at: Placement) -> Self {
        let kind = match change {
            NoteChange::New => "note:new",
            NoteChange::Updated => "note:updated",
            NoteChange::Deleted => "note:deleted",
        };
        Self::of(note.conversation_id, kind, at, at, &Noted { note })
    }

    /// Somebody is mentioned in a note: for them alone, as long as they see where it stands.
    pub fn mention(note: &NoteView, person: UserId, at: Placement) -> Self {
        let addressee = Placement { assignee: Some(person), team: None };
        Self::of(note.conversation_id, MENTION, addressee, at, &Noted { note })
    }

    /// Work on many conversations has come further: for who started it.
    pub fn bulk_progress(bulk: &BulkView, person: UserId) -> Self {
        #[derive(Serialize)]
        struct Data<'a> {
            bulk: &'a BulkView,
        }
        let after = Placement { assignee: Some(person), team: None };
        Self { after, ..Self::everybody(BULK, &Data { bulk }) }
    }

    /// A contact changed.
    pub fn contact_updated(contact: &ContactView) -> Self {
        #[derive(Serialize)]
        struct Data<'a> {
            contact: &'a ContactView,
        }
        Self::everybody("contact:updated", &Data { contact })
    }

    /// A tag was made or changed.
    pub fn tag_updated(tag: &TagView) -> Self {
        #[derive(Serialize)]
        struct Data<'a> {
            tag: &'a TagView,
        }
        Self::everybody("tag:updated", &Data { tag })
    }

    /// A tag was deleted: it is on nothing any more.
    pub fn tag_deleted(tag: TagId) -> Self {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Data {
            tag_id: TagId,
        }
        Self::everybody("tag:deleted", &Data { tag_id: tag })
    }

    /// A team was made or changed.
    pub fn team_updated(team: &TeamView) -> Self {
        #[derive(Serialize)]
        struct Data<'a> {
            team: &'a TeamView,
        }
        Self::everybody("team:updated", &Data { team })
    }

    /// A team was deleted: nobody is in it and nothing stands in it any more.
    pub fn team_deleted(team: TeamId) -> Self {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Data {
            team_id: TeamId,
        }
        Self::everybody("team:deleted", &Data { team_id: team })
    }

    /// The tenant's own settings changed.
    pub fn tenant_updated(tenant: &TenantSettingsView) -> Self {
        #[derive(Serialize)]
        struct Data<'a> {
            tenant: &'a TenantSettingsView,
        }
        Self::everybody("tenant:updated", &Data { tenant })
    }

    /// A number changed.
    pub fn number_updated(number: &NumberView) -> Self {
        #[derive(Serialize)]
        struct Data<'a> {
            number: &'a NumberView,
        }
        Self::everybody("number:updated", &Data { number })
    }

    /// What somebody may see changed (role, teams, the tenant's setting): they reload. `None` = everybody of the tenant.
    ///
    /// To be written by every use case that changes a role, a team's members or the setting: catching up and sockets
    /// judge by present access, so what became visible or invisible before shows in no other event.
    pub fn access_changed(person: Option<UserId>) -> Self {
        #[derive(Serialize)]
        struct Data {
            after: Option<i64>,
        }
        let after = Placement { assignee: person, team: None };
        Self { after, ..Self::everybody(RESYNC, &Data { after: None }) }
    }

    fn of(id: ConversationId, kind: &'static str, before: Placement, after: Placement, data: &impl Serialize) -> Self {
        Self { kind, conversation: Some(id), before, after, data: encode(data) }
    }

    fn everybody(kind: &'static str, data: &impl Serialize) -> Self {
        Self { kind, conversation: None, before: NOWHERE, after: NOWHERE, data: encode(data) }
    }
}

/// What [`Event::message_status`] tells.
#[derive(Debug, Clone, Copy)]
pub struct StatusChange<'a> {
    /// The message.
    pub message: MessageId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// Where the conversation stands.
    pub placement: Placement,
    /// The message's status on the wire now.
    pub status: MessageStatus,
    /// When it was reached.
    pub at: Timestamp,
    /// Why it failed, if it did.
    pub error: Option<&'a ErrorView>,
}

/// Writes events, in order, into the caller's transaction.
pub async fn emit(engine: &Engine, tenant: &mut Tenant<'_>, events: Vec<Event>) -> DbResult<()> {
    let at = engine.now();
    let rows = events.into_iter().map(|event| {
        let Event { kind, conversation, before, after, data } = event;
        let id = OutboxId::from_uuid(engine.ids.v7(at));
        NewEvent { id, kind, conversation_id: conversation, before, after, data, at }
    });
    tenant.outbox().insert(rows.collect()).await
}

fn placement(view: &ConversationView) -> Placement {
    Placement { assignee: view.assignee_id, team: view.team_id }
}

fn encode(data: &impl Serialize) -> String {
    serde_json::to_string(data).expect("views have text keys and finite numbers")
}
