//! Messages on their way out, as people and programs ask for them: queue, take back, send again, leave as it is; read
//! receipts and the typing indicator.
//!
//! Each use case takes the open transaction and the [`Caller`], and writes audit entry and
//! realtime events in it; the caller commits and then rings the bells. What leaves, and when, is decided in
//! [`sending`](crate::sending).
//!
//! To add a kind of message: nothing here but a line in `content.rs`, once everything it needs is delivered.

mod await_outcome;
pub(crate) mod backlog;
mod content;
mod dismiss;
mod enqueue;
mod preview;
mod receipts;
mod recipient;
mod resend;
mod take_back;

use recado_domain::MessageId;
use recado_storage::{DbError, Tx, tenant::messages::MessageRow};

pub use content::{Content, DELIVERED};
pub use enqueue::{EnqueueError, EnqueueMessage, Quoted, Target};
pub use preview::preview;
pub use recado_graph::send::Kind;
pub use receipts::{MarkRead, ShowTyping};
pub use resend::ResendError;

use crate::{
    Engine,
    access::Caller,
    events::{Event, StatusChange, emit},
};

/// Why nothing was done to a message.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// There is none, or the caller does not see its conversation: nobody learns which.
    #[error("no such message")]
    Unknown,
    /// It has left the queue, or never stood in it.
    #[error("only a queued message can be cancelled")]
    NotQueued,
    /// It is neither failed nor unconfirmed.
    #[error("only a failed or unconfirmed message can be sent again")]
    NotLost,
    /// It was sent again, and that one was neither refused nor taken back.
    #[error("it was sent again already")]
    SentAgain,
    /// It is not unconfirmed.
    #[error("only an unconfirmed message can be left as it is")]
    NotUnconfirmed,
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl Engine {
    /// An outbound message whose conversation the caller sees. Its number's lock is held from here on, so that neither
    /// its lane nor a status changes it meanwhile.
    async fn hold_outbound(&self, tx: &mut Tx, caller: &Caller, id: MessageId) -> Result<MessageRow, MessageError> {
        let found = self.visible_message(tx, caller, id).await?;
        tx.tenant().evidence().lock(found.phone_number_id).await?;
        // As it is now that nobody else changes it.
        tx.tenant().messages().find(id).await?.ok_or(MessageError::Unknown)
    }

    /// A message whose conversation the caller sees.
    pub async fn visible_message(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: MessageId,
    ) -> Result<MessageRow, MessageError> {
        let row = tx.tenant().messages().find(id).await?.ok_or(MessageError::Unknown)?;
        let place = tx.tenant().conversations().find(row.conversation_id).await?;
        let seen = place.is_some_and(|place| caller.visibility().sees(place.placement()));
        seen.then_some(row).ok_or(MessageError::Unknown)
    }

    /// Tells people that a message has another status now.
    async fn tell_status(&self, tx: &mut Tx, row: &MessageRow) -> Result<(), MessageError> {
        let place = tx.tenant().conversations().find(row.conversation_id).await?.ok_or(MessageError::Unknown)?;
        let event = Event::message_status(&StatusChange {
            message: row.id,
            conversation: row.conversation_id,
            placement: place.placement(),
            status: row.status(),
            at: self.now(),
            error: None,
        });
        Ok(emit(self, &mut tx.tenant(), vec![event]).await?)
    }
}
