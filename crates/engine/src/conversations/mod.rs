//! Conversations: what people do with them. Whose they are, where they stand, whether they are read.
//!
//! Each use case locks the conversation, refuses what its caller does not see, changes it, and writes the audit entry
//! and the realtime event in the same transaction; the caller commits and then rings `wake.events()`. What changes
//! nothing writes nothing.
//!
//! To add a use case: a file for the verb, an `impl Engine` with a function that takes the open transaction and the
//! [`Caller`], `open` first and `Engine::close_change` last.

mod assign;
mod counts;
mod hand_over;
mod history;
mod priority;
mod query;
mod read;
mod status;
mod tags;
mod transfer;
mod wake;

pub use assign::{Assignable, Assignment};
pub use counts::{Count, ViewCount, ViewCounts};
pub use hand_over::Successor;
pub(crate) use hand_over::{Giver, HandOver};
pub(crate) use history::{Done, entry};
pub use query::{ConversationQuery, NobodyAsks, Whose};
pub use status::NewStatus;
pub use tags::Retag;
pub use transfer::{Handover, NewTransfer};
pub use wake::WakeConversation;

use recado_domain::ConversationId;
use recado_storage::{DbError, Tx, tenant::conversations::ConversationRow};

use crate::{
    Engine,
    access::{By, Caller, audit},
    events::{self, Event},
    view::{ConversationView, load},
};

/// Why a conversation was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ConversationError {
    /// There is none, or the caller does not see it: nobody learns which.
    #[error("no such conversation")]
    Unknown,
    /// The person is not a member of the tenant who could work on a conversation.
    #[error("no such person to assign to")]
    UnknownPerson,
    /// The tenant has no such team.
    #[error("no such team")]
    UnknownTeam,
    /// The tenant has no such tag: its place in the request.
    #[error("no such tag")]
    UnknownTag(TagPlace),
    /// Work that is done has nothing unread.
    #[error("the conversation is not open")]
    NotOpen,
    /// The contact has another open conversation with the same number, and one is enough.
    #[error("the contact has another open conversation with this number")]
    AnotherIsOpen,
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// Where a request names a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagPlace {
    /// The list.
    pub list: &'static str,
    /// Its place there.
    pub index: usize,
}

/// The conversation, which nobody else changes until the transaction ends, if the caller sees it.
pub(crate) async fn open(
    tx: &mut Tx,
    caller: &Caller,
    id: ConversationId,
) -> Result<ConversationRow, ConversationError> {
    let row = tx.tenant().conversations().lock(id).await?;
    row.filter(|row| caller.visibility().sees(row.placement())).ok_or(ConversationError::Unknown)
}

impl Engine {
    /// Writes down what was done to a conversation that was opened as `before`: the deed, the history and the event.
    async fn close_change(
        &self,
        tx: &mut Tx,
        by: &By,
        before: &ConversationRow,
        done: Done,
    ) -> Result<(), ConversationError> {
        let view = self.shown(tx, before.id).await?;
        let row = done.happened.map(|(kind, data)| entry(self, by, before.id, kind, data));
        tx.tenant().history().insert(row.as_slice()).await?;
        let entry = row.map(load::history);
        let event = Event::done_to(done.change, &view, before.placement(), entry.as_ref());
        events::emit(self, &mut tx.tenant(), vec![event]).await?;
        Ok(audit::record(tx.tenant(), self, by, done.deed).await?)
    }

    /// The conversation as events show it.
    async fn shown(&self, tx: &mut Tx, id: ConversationId) -> Result<ConversationView, ConversationError> {
        let view = load::conversation_by_id(&mut tx.tenant(), id, self.settings.language).await?;
        view.ok_or(ConversationError::Unknown)
    }
}
