use recado_domain::{NoteId, UserId};
use recado_storage::Tx;
use serde_json::json;

use super::{NewNote, NoteError, mentions, open};
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
    events::{self, Event, NoteChange},
    view::{NoteView, load},
};

impl Engine {
    /// Writes anew what a note says. Who is mentioned now and was not before is told.
    pub async fn edit_note(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: NoteId,
        new: NewNote,
    ) -> Result<NoteView, NoteError> {
        let (mut note, at) = open(tx, caller, id).await?;
        let mentioned = new.mentions.who_see(at)?;
        let before = load::note(note.clone());
        if before.body == new.body && before.mentions == mentioned {
            return Ok(before);
        }
        (note.body, note.mentions, note.edited_at) = (new.body, json!(mentioned), Some(self.now()));
        if !tx.tenant().notes().edit(&note).await? {
            return Err(NoteError::Unknown);
        }
        tx.tenant().notes().mention(id, &mentioned).await?;
        let deed = Deed::new("note.changed", "note").of(id);
        let deed = deed.with(json!({ "conversationId": note.conversation_id, "mentions": mentioned }));
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        let view = load::note(note);
        let newly: Vec<UserId> = mentioned.into_iter().filter(|user| !before.mentions.contains(user)).collect();
        let mut told = vec![Event::note(NoteChange::Updated, &view, at)];
        told.extend(mentions(&view, &newly, at));
        events::emit(self, &mut tx.tenant(), told).await?;
        Ok(view)
    }
}
