use recado_domain::{MessageId, message::MessageStatus};
use recado_storage::{Tx, tenant::messages::MessageRow};

use super::MessageError;
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
    events::{Event, emit},
    view::{MessageView, load},
};

impl Engine {
    /// Leaves an unconfirmed message as it is: nobody is asked about it any more, and it is not sent again by itself. A
    /// status may still correct it.
    pub async fn dismiss_message(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: MessageId,
    ) -> Result<MessageView, MessageError> {
        let mut row = self.hold_outbound(tx, caller, id).await?;
        if row.status() != MessageStatus::Unconfirmed {
            return Err(MessageError::NotUnconfirmed);
        }
        if self.settle_doubt(tx, &mut row).await? {
            let deed = Deed::new("message.dismissed", "message").of(id);
            audit::record(tx.tenant(), self, caller.by(), deed).await?;
        }
        Ok(load::message(&row, self.settings.language))
    }

    /// Notes that nobody needs to be asked about a message any more, and tells people; false if that is known already.
    pub(super) async fn settle_doubt(&self, tx: &mut Tx, row: &mut MessageRow) -> Result<bool, MessageError> {
        let now = self.now();
        if !tx.tenant().outgoing().dismiss(row.id, now).await? {
            return Ok(false);
        }
        row.dismissed_at = Some(now);
        let place = tx.tenant().conversations().find(row.conversation_id).await?.ok_or(MessageError::Unknown)?;
        let view = load::message(row, self.settings.language);
        emit(self, &mut tx.tenant(), vec![Event::message_updated(&view, place.placement())]).await?;
        Ok(true)
    }
}
