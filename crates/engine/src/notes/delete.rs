use recado_domain::NoteId;
use recado_storage::Tx;
use serde_json::json;

use super::{NoteError, open};
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
    events::{self, Event, NoteChange},
    view::load,
};

impl Engine {
    /// Takes a note's words away; its place in the thread stays.
    pub async fn delete_note(&self, tx: &mut Tx, caller: &Caller, id: NoteId) -> Result<(), NoteError> {
        let (mut note, at) = open(tx, caller, id).await?;
        if !tx.tenant().notes().erase(id, self.now()).await? {
            return Err(NoteError::Unknown);
        }
        tx.tenant().notes().mention(id, &[]).await?;
        let deed = Deed::new("note.deleted", "note").of(id);
        let deed = deed.with(json!({ "conversationId": note.conversation_id }));
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        (note.body, note.mentions, note.deleted_at) = (String::new(), json!([]), Some(self.now()));
        let told = vec![Event::note(NoteChange::Deleted, &load::note(note), at)];
        Ok(events::emit(self, &mut tx.tenant(), told).await?)
    }
}
