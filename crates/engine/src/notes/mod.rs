//! Notes: what a team writes to itself in a thread. They never leave: no customer reads them.
//!
//! They are a table of their own, not messages: a message's row is its place in the queue, has Meta's id and statuses, and
//! counts in figures; a note has none of that, and is edited and deleted by who wrote it.
//!
//! Each use case refuses what its caller does not see, and writes the audit entry and the realtime events in the caller's
//! transaction; the caller commits and then rings `wake.events()`.

mod delete;
mod edit;
mod write;

pub use write::{Mentionable, NewNote};

use recado_domain::{NoteId, UserId, visibility::Placement};
use recado_storage::{DbError, Tx, tenant::notes::NoteRow};

use crate::{
    access::Caller,
    conversations::{self, ConversationError},
    events::Event,
    view::NoteView,
};

/// Why a note was not written, edited or deleted.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// There is none, or the caller does not see its conversation: nobody learns which.
    #[error("no such note")]
    Unknown,
    /// The person at this place of the list does not see the conversation.
    #[error("somebody mentioned does not see the conversation")]
    CannotSee(usize),
    /// Somebody else wrote it.
    #[error("somebody else wrote the note")]
    NotTheAuthor,
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl From<ConversationError> for NoteError {
    fn from(error: ConversationError) -> Self {
        match error {
            ConversationError::Storage(error) => Self::Storage(error),
            _ => Self::Unknown,
        }
    }
}

/// The note, if the caller wrote it and sees its conversation, which nobody else changes until the transaction ends; and
/// where that stands.
async fn open(tx: &mut Tx, caller: &Caller, id: NoteId) -> Result<(NoteRow, Placement), NoteError> {
    let found = tx.tenant().notes().find(id).await?.ok_or(NoteError::Unknown)?;
    let at = conversations::open(tx, caller, found.conversation_id).await?.placement();
    // As it is now that nobody else changes it.
    let note = tx.tenant().notes().find(id).await?.ok_or(NoteError::Unknown)?;
    if note.author_id == caller.user() { Ok((note, at)) } else { Err(NoteError::NotTheAuthor) }
}

/// One event for each person who is mentioned.
fn mentions<'n>(note: &'n NoteView, users: &'n [UserId], at: Placement) -> impl Iterator<Item = Event> + 'n {
    users.iter().map(move |user| Event::mention(note, *user, at))
}
