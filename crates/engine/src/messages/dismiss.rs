use recado_domain::{MessageId, message::MessageStatus};
use recado_storage::Tx;

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
        let now = self.now();
        if !tx.tenant().outgoing().dismiss(id, now).await? {
            return Ok(load::message(&row, self.settings.language));
        }
        row.dismissed_at = Some(now);
        let deed = Deed::new("message.dismissed", "message").of(id);
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        let view = load::message(&row, self.settings.language);
        let place = tx.tenant().conversations().find(row.conversation_id).await?.ok_or(MessageError::Unknown)?;
        emit(self, &mut tx.tenant(), vec![Event::message_updated(&view, place.placement())]).await?;
        Ok(view)
    }
}
