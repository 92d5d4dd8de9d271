use recado_domain::{ContactId, Language, fold::fold_key};
use recado_storage::{DbError, Tenant, Tx, tenant::erasure::ErasureCounts};
use serde_json::json;

use super::ContactError;
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
    conversations::{ConversationError, NewStatus},
    events::{self, Event},
    messages::MessageError,
    view::load,
};

impl Engine {
    /// How much erasing a contact would take away.
    pub async fn erasure_of(&self, tenant: &mut Tenant<'_>, id: ContactId) -> Result<ErasureCounts, ContactError> {
        let row = tenant.contacts().find(id).await?.ok_or(ContactError::Unknown)?;
        if row.merged_into.is_some() || row.erased_at.is_some() {
            return Err(ContactError::Unknown);
        }
        let mut all = ErasureCounts::default();
        for member in tenant.erasure().family(id).await? {
            let ErasureCounts { conversations, messages, notes, identities } = tenant.erasure().count(member).await?;
            all.conversations += conversations;
            all.messages += messages;
            all.notes += notes;
            all.identities += identities;
        }
        Ok(all)
    }

    /// Takes away who a contact is and what was said, for good; rows and their numbers stay. What waits in the queue is taken
    /// back, open conversations are closed. After the commit ring `wake.events()`.
    pub async fn erase_contact(&self, tx: &mut Tx, caller: &Caller, id: ContactId) -> Result<(), ContactError> {
        let at = self.now();
        tx.tenant().contact_changes().touch(id, at).await?.ok_or(ContactError::Unknown)?;
        let counts = self.erasure_of(&mut tx.tenant(), id).await?;
        let family = tx.tenant().erasure().family(id).await?;
        for member in &family {
            self.hold_back(tx, caller, *member).await?;
        }
        let name = erased(self.settings.language);
        for member in &family {
            tx.tenant().erasure().silence(*member, at).await?;
            tx.tenant().erasure().anonymise(*member, (name, &fold_key(name)), at).await?;
            tx.tenant().contact_terms().replace(&[(*member, Vec::new())]).await?;
        }
        for conversation in tx.tenant().erasure().open(id).await? {
            self.set_conversation_status(tx, caller, conversation, NewStatus::Closed).await?;
        }
        let view = load::contacts(&mut tx.tenant(), &[id]).await?.pop().ok_or(ContactError::Unknown)?;
        events::emit(self, &mut tx.tenant(), vec![Event::contact_updated(&view)]).await?;
        let ErasureCounts { conversations, messages, notes, identities } = counts;
        let merged: Vec<_> = family.iter().filter(|member| **member != id).map(ToString::to_string).collect();
        let counted = json!({
            "conversations": conversations, "messages": messages, "notes": notes, "identities": identities,
            "merged": merged,
        });
        let deed = Deed::new("contact.erased", "contact").of(id).with(counted).sensitive();
        Ok(audit::record(tx.tenant(), self, caller.by(), deed).await?)
    }

    /// Nothing more leaves for the contact.
    async fn hold_back(&self, tx: &mut Tx, caller: &Caller, id: ContactId) -> Result<(), ContactError> {
        for leaving in tx.tenant().erasure().leaving(id).await? {
            if leaving.is_in_flight {
                return Err(ContactError::BeingSent);
            }
            match self.cancel_message(tx, caller, leaving.id).await {
                Ok(_) => {}
                Err(MessageError::Storage(error)) => return Err(error.into()),
                // Its lane took it meanwhile.
                Err(_) => return Err(ContactError::BeingSent),
            }
        }
        Ok(())
    }
}

/// What stands where the name stood.
fn erased(language: Language) -> &'static str {
    match language {
        Language::PtBr => "Contato apagado",
        Language::En => "Erased contact",
        Language::Es => "Contacto eliminado",
    }
}

/// A conversation of the contact's own cannot be missing or hidden from who may erase.
impl From<ConversationError> for ContactError {
    fn from(error: ConversationError) -> Self {
        match error {
            ConversationError::Storage(error) => Self::Storage(error),
            other => Self::Storage(DbError::Decode(other.to_string())),
        }
    }
}
