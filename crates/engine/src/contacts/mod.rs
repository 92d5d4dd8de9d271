//! Contacts: what people write about customers. What Meta tells of them is the business of `inbound`.
//!
//! Each use case writes the contact, its phone identity, the words it is found by, the audit entry and the realtime
//! event in the caller's transaction; the caller commits and then rings `wake.events()`.
//!
//! To add a field: `storage::tenant::contact_changes::ContactDetails`, then `create` and `change`.

mod change;
mod create;
mod erase;
mod export;
mod search;
mod tags;

pub use change::ContactPatch;
pub use create::NewContact;
pub use export::ContactExport;
pub use search::{TooManyWords, search_words, words_of};

use recado_domain::{
    ContactId, IdentityId,
    phone::{Phone, digits_of},
};
use recado_storage::{
    DbError, Tx,
    tenant::contact_changes::{ContactDetails, NewPhone},
};

use crate::{
    Engine,
    access::{
        By,
        audit::{self, Deed},
    },
    conversations::TagPlace,
    events::{self, Event},
    view::{ContactView, load},
};

/// Why a contact was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum ContactError {
    /// There is none.
    #[error("no such contact")]
    Unknown,
    /// The phone number is another contact's.
    #[error("the phone number is another contact's")]
    PhoneTaken,
    /// A message to the contact is on its way at this moment.
    #[error("a message to the contact is being sent")]
    BeingSent,
    /// The tenant has no such tag: its place in the request.
    #[error("no such tag")]
    UnknownTag(TagPlace),
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// A phone number as a person wrote it: who it is, and the digits to write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenPhone {
    phone: Phone,
    digits: String,
}

impl GivenPhone {
    /// Reads it; `None` when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self { phone: Phone::parse(text).ok()?, digits: digits_of(text)? })
    }

    fn key(&self) -> &str {
        self.phone.key()
    }
}

impl Engine {
    /// Makes the phone number this contact's, unless it is another's.
    async fn give_phone(&self, tx: &mut Tx, contact: ContactId, phone: &GivenPhone) -> Result<(), ContactError> {
        let at = self.now();
        let id = IdentityId::from_uuid(self.ids.v7(at));
        let phone = NewPhone { id, value: phone.key(), given: &phone.digits };
        let free = tx.tenant().contact_changes().insert_phone(contact, phone, at).await?;
        if free { Ok(()) } else { Err(ContactError::PhoneTaken) }
    }

    /// Writes down what was done to a contact: the words that find it, the deed and the event.
    async fn close_contact(
        &self,
        tx: &mut Tx,
        by: &By,
        id: ContactId,
        details: &ContactDetails,
        deed: Deed,
    ) -> Result<ContactView, ContactError> {
        let view = load::contacts(&mut tx.tenant(), &[id]).await?.pop().ok_or(ContactError::Unknown)?;
        let words = words_of(&details.name, view.username.as_deref(), details.phone.as_deref());
        tx.tenant().contact_terms().replace(&[(id, words)]).await?;
        events::emit(self, &mut tx.tenant(), vec![Event::contact_updated(&view)]).await?;
        audit::record(tx.tenant(), self, by, deed.of(id)).await?;
        Ok(view)
    }
}
