use recado_domain::{Change, ContactId, Timestamp, fold::fold_key};
use recado_storage::{
    Tx,
    tenant::{contact_changes::ContactDetails, contacts::ContactRow},
};
use serde_json::json;

use super::{ContactError, GivenPhone};
use crate::{
    Engine,
    access::{Caller, audit::Deed},
    view::{ContactView, load},
};

/// What is to change about a contact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactPatch {
    /// The name shown. From then on profiles no longer overwrite it.
    pub name: Option<String>,
    /// The phone number.
    pub phone: Change<GivenPhone>,
    /// E-mail address.
    pub email: Change<String>,
    /// Company.
    pub company: Change<String>,
    /// Whether nothing is sent to the person.
    pub is_blocked: Option<bool>,
}

impl Engine {
    /// The contact as it is shown, locked until the transaction ends.
    pub async fn lock_contact(&self, tx: &mut Tx, id: ContactId) -> Result<ContactView, ContactError> {
        tx.tenant().contact_changes().touch(id, self.now()).await?.ok_or(ContactError::Unknown)?;
        load::contacts(&mut tx.tenant(), &[id]).await?.pop().ok_or(ContactError::Unknown)
    }

    /// Changes a contact.
    pub async fn change_contact(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ContactId,
        patch: ContactPatch,
    ) -> Result<ContactView, ContactError> {
        let before = tx.tenant().contact_changes().touch(id, self.now()).await?.ok_or(ContactError::Unknown)?;
        let phone = patch.phone.clone();
        let details = patched(&before, patch, self.now());
        if details == unpatched(&before) {
            return load::contacts(&mut tx.tenant(), &[id]).await?.pop().ok_or(ContactError::Unknown);
        }
        tx.tenant().contact_changes().update(id, &details).await?;
        if details.phone != before.phone {
            tx.tenant().contact_changes().supersede_phones(id, self.now()).await?;
            if let Some(phone) = phone.value() {
                self.give_phone(tx, id, phone).await?;
            }
        }
        let deed = Deed::new("contact.changed", "contact").with(json!({ "fields": changed(&before, &details) }));
        self.close_contact(tx, caller.by(), id, &details, deed).await
    }
}

fn unpatched(row: &ContactRow) -> ContactDetails {
    ContactDetails {
        name: row.name.clone(),
        name_key: fold_key(&row.name),
        name_is_edited: row.name_is_edited,
        phone: row.phone.clone(),
        email: row.email.clone(),
        company: row.company.clone(),
        blocked_at: row.blocked_at,
    }
}

fn patched(row: &ContactRow, patch: ContactPatch, now: Timestamp) -> ContactDetails {
    let before = unpatched(row);
    let name = patch.name.unwrap_or(before.name);
    ContactDetails {
        name_key: fold_key(&name),
        name_is_edited: before.name_is_edited || name != row.name,
        name,
        phone: patch.phone.map(|phone| phone.key().to_owned()).apply(before.phone),
        email: patch.email.apply(before.email),
        company: patch.company.apply(before.company),
        blocked_at: match patch.is_blocked {
            None => row.blocked_at,
            Some(true) => row.blocked_at.or(Some(now)),
            Some(false) => None,
        },
    }
}

/// The names of the fields that changed: what they held stays out of the audit log.
fn changed(before: &ContactRow, after: &ContactDetails) -> Vec<&'static str> {
    let fields = [
        ("name", before.name != after.name),
        ("phone", before.phone != after.phone),
        ("email", before.email != after.email),
        ("company", before.company != after.company),
        ("blocked", before.blocked_at != after.blocked_at),
    ];
    fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
}
