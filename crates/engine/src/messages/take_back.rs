use recado_domain::{MessageId, message::Sending};
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
    /// Takes a message back that is still queued. After the commit ring `wake.events()`.
    pub async fn cancel_message(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: MessageId,
    ) -> Result<MessageView, MessageError> {
        let mut row = self.hold_outbound(tx, caller, id).await?;
        if !tx.tenant().outgoing().cancel(id).await? {
            return Err(MessageError::NotQueued);
        }
        row.sending = Sending::Cancelled;
        row.due_at = None;
        audit::record(tx.tenant(), self, caller.by(), Deed::new("message.cancelled", "message").of(id)).await?;
        self.tell_status(tx, &row).await?;
        Ok(load::message(&row, self.settings.language))
    }
}
