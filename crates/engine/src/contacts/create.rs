use recado_domain::{ContactId, fold::fold_key};
use recado_storage::{Tx, tenant::contact_changes::ContactDetails};

use super::{ContactError, GivenPhone};
use crate::{
    Engine,
    access::{Caller, audit::Deed},
    view::ContactView,
};

/// A contact to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContact {
    /// The name shown.
    pub name: String,
    /// The phone number.
    pub phone: Option<GivenPhone>,
    /// E-mail address.
    pub email: Option<String>,
    /// Company.
    pub company: Option<String>,
}

impl Engine {
    /// Makes a contact, before it has ever written.
    pub async fn create_contact(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        new: NewContact,
    ) -> Result<ContactView, ContactError> {
        let NewContact { name, phone, email, company } = new;
        let (name_key, key) = (fold_key(&name), phone.as_ref().map(|phone| phone.key().to_owned()));
        let details =
            ContactDetails { name, name_key, name_is_edited: true, phone: key, email, company, blocked_at: None };
        let at = self.now();
        let id = ContactId::from_uuid(self.ids.v7(at));
        tx.tenant().contact_changes().insert(id, &details, at).await?;
        if let Some(phone) = &phone {
            self.give_phone(tx, id, phone).await?;
        }
        self.close_contact(tx, caller.by(), id, &details, Deed::new("contact.created", "contact")).await
    }
}
