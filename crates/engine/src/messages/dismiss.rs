use recado_domain::{MessageId, message::MessageStatus};
use recado_storage::Tx;

use super::MessageError;
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
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
        let row = self.hold_outbound(tx, caller, id).await?;
        if row.status() != MessageStatus::Unconfirmed {
            return Err(MessageError::NotUnconfirmed);
        }
        if tx.tenant().outgoing().dismiss(id, self.now()).await? {
            let deed = Deed::new("message.dismissed", "message").of(id);
            audit::record(tx.tenant(), self, caller.by(), deed).await?;
        }
        Ok(load::message(&row, self.settings.language))
    }
}
