use recado_domain::{MessageId, message::MessageStatus};
use recado_graph::send::{Kind, Message};
use recado_storage::{Tx, tenant::messages::MessageRow};

use super::{Content, EnqueueError, EnqueueMessage, MessageError, Target};
use crate::{Engine, access::Caller, view::MessageView};

/// Why a message was not sent again.
#[derive(Debug, thiserror::Error)]
pub enum ResendError {
    /// It is not one that may be sent again.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// The new message was refused.
    #[error(transparent)]
    Refused(#[from] EnqueueError),
}

impl From<recado_storage::DbError> for ResendError {
    fn from(error: recado_storage::DbError) -> Self {
        Self::Message(error.into())
    }
}

impl Engine {
    /// Sends a failed or unconfirmed message again, as a new one under the same rules. The old one is left as it is. Two
    /// people who both do so send it once: the second is told.
    pub async fn resend_message(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: MessageId,
    ) -> Result<MessageView, ResendError> {
        let mut row = self.hold_outbound(tx, caller, id).await?;
        if !matches!(row.status(), MessageStatus::Failed | MessageStatus::Unconfirmed) {
            return Err(MessageError::NotLost.into());
        }
        if tx.tenant().outgoing().resent_as(id, row.conversation_id).await?.is_some() {
            return Err(MessageError::SentAgain.into());
        }
        // The evidence must not send the old one once more beside the new one.
        self.settle_doubt(tx, &mut row).await?;
        let command = EnqueueMessage {
            target: Target::Conversation(row.conversation_id),
            number: None,
            content: content_of(&row).ok_or(MessageError::NotLost)?,
            reply_to: row.reply_to,
            delivery_policy: row.delivery_policy,
            resend_of: Some(id),
        };
        Ok(self.enqueue(tx, caller, command).await?)
    }
}

/// What the message says, to be said again.
fn content_of(row: &MessageRow) -> Option<Content> {
    let kind = Kind::from_word(&row.kind)?;
    let object: serde_json::Value = serde_json::from_str(row.content.as_deref()?).ok()?;
    match (kind, row.reply_to) {
        (Kind::Reaction, Some(to)) => Some(Content::Reaction { to, emoji: object.get("emoji")?.as_str()?.to_owned() }),
        _ => Some(Content::Object(Message::new(kind, object))),
    }
}
