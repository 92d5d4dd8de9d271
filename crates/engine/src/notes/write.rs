use recado_domain::{ConversationId, NoteId, Permission, TenantId, UserId, visibility::Placement};
use recado_storage::{Tx, tenant::notes::NoteRow};
use serde_json::json;

use super::{NoteError, mentions};
use crate::{
    Engine,
    access::{
        AuthError, Caller,
        audit::{self, Deed},
    },
    conversations,
    events::{self, Event, NoteChange},
    view::{NoteView, load},
};

/// People who may be mentioned, as they would act now. Only [`Engine::mentionable`] makes one.
#[derive(Debug, Clone, Default)]
pub struct Mentionable(Vec<Caller>);

/// A note to be written, and what an edited one is to say.
#[derive(Debug, Clone)]
pub struct NewNote {
    /// What it says.
    pub body: String,
    /// Whom it mentions.
    pub mentions: Mentionable,
}

impl Mentionable {
    /// Their ids, if all of them see what stands there; else the place of one who does not.
    pub(super) fn who_see(&self, at: Placement) -> Result<Vec<UserId>, NoteError> {
        let blind = self.0.iter().position(|person| !person.visibility().sees(at));
        match blind {
            Some(place) => Err(NoteError::CannotSee(place)),
            None => Ok(self.0.iter().filter_map(Caller::user).collect()),
        }
    }
}

impl Engine {
    /// These people, if all of them read conversations of the tenant. Asked before the write, because people belong to no
    /// single tenant.
    pub async fn mentionable(&self, tenant: TenantId, users: &[UserId]) -> Result<Mentionable, NoteError> {
        let mut people: Vec<Caller> = Vec::with_capacity(users.len());
        for (place, user) in users.iter().enumerate() {
            let person = match self.member_as_caller(tenant, *user).await {
                Ok(person) if person.may(Permission::ConversationsRead) => person,
                Err(AuthError::Storage(error)) => return Err(error.into()),
                Ok(_) | Err(_) => return Err(NoteError::CannotSee(place)),
            };
            if people.iter().all(|known| known.user() != person.user()) {
                people.push(person);
            }
        }
        Ok(Mentionable(people))
    }

    /// Writes a note into a conversation.
    pub async fn write_note(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        conversation: ConversationId,
        new: NewNote,
    ) -> Result<NoteView, NoteError> {
        let at = conversations::open(tx, caller, conversation).await?.placement();
        let mentioned = new.mentions.who_see(at)?;
        let now = self.now();
        let note = NoteRow {
            id: NoteId::from_uuid(self.ids.v7(now)),
            conversation_id: conversation,
            author_id: caller.user(),
            body: new.body,
            mentions: json!(mentioned),
            created_at: now,
            edited_at: None,
            deleted_at: None,
        };
        tx.tenant().notes().insert(&note).await?;
        tx.tenant().notes().mention(note.id, &mentioned).await?;
        let deed = Deed::new("note.created", "note").of(note.id);
        let deed = deed.with(json!({ "conversationId": conversation, "mentions": mentioned }));
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        let view = load::note(note);
        let mut told = vec![Event::note(NoteChange::New, &view, at)];
        told.extend(mentions(&view, &mentioned, at));
        events::emit(self, &mut tx.tenant(), told).await?;
        Ok(view)
    }
}
