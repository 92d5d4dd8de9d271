//! One tenant's contacts and their identities, as rows.

use recado_domain::{ContactId, IdentityId, TenantId, Timestamp};

use crate::{
    DbResult, Tx,
    column::{args, column},
    rows::row,
    statement::statements,
};

recado_domain::words! {
    /// What kind of identity a value is.
    IdentityKind {
        /// A phone number.
        Phone = "phone",
        /// A business-scoped user id.
        Bsuid = "bsuid",
        /// The business-scoped user id of linked portfolios.
        ParentBsuid = "parent_bsuid",
    }
}
column!(IdentityKind: text);

/// A contact.
#[derive(Debug, Clone)]
pub struct ContactRow {
    /// Its id.
    pub id: ContactId,
    /// The name shown.
    pub name: String,
    /// Whether a person here gave the name, so that profiles no longer overwrite it.
    pub name_is_edited: bool,
    /// The phone in canonical form: digits with country code.
    pub phone: Option<String>,
    /// WhatsApp username, for display only.
    pub username: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// Whether somebody should look: identities moved in a way that suggests a recycled number.
    pub needs_review: bool,
    /// The contact that this one was merged into.
    pub merged_into: Option<ContactId>,
    /// Since when nothing is sent to the person.
    pub blocked_at: Option<Timestamp>,
    /// When all that told who the person is was taken away.
    pub erased_at: Option<Timestamp>,
    /// When the person last wrote, to ten minutes; else when the contact was made.
    pub last_seen_at: Timestamp,
    /// When the contact was made.
    pub created_at: Timestamp,
}
row!(ContactRow {
    id,
    name,
    name_is_edited,
    phone,
    username,
    email,
    company,
    needs_review,
    merged_into,
    blocked_at,
    erased_at,
    last_seen_at,
    created_at
});

/// One identity of a contact.
#[derive(Debug, Clone)]
pub struct IdentityRow {
    /// Its id.
    pub id: IdentityId,
    /// Whose it is.
    pub contact_id: ContactId,
    /// Portfolio or WABA id for business-scoped ids, empty for phones.
    pub scope: String,
    /// What kind of identity.
    pub kind: IdentityKind,
    /// The matching key.
    pub value: String,
    /// What Meta last wrote: the address to answer to.
    pub given: String,
}
row!(IdentityRow { id, contact_id, scope, kind, value, given });

/// The columns of [`ContactRow`].
pub(crate) const COLUMNS: &str = "id, name, name_is_edited, phone, username, email, company, needs_review, merged_into, blocked_at, erased_at, \
    last_seen_at, created_at";
const IDENTITY: &str = "id, contact_id, scope, kind, value, given";

statements! { Tenant "contacts";
    FIND_MANY = batch [1 + UUID] ["SELECT ", COLUMNS, " FROM contacts WHERE tenant_id = $1 AND id IN ("] [")"];
    IDENTITIES = batch [1 + UUID] ["SELECT ", IDENTITY, " FROM contact_identities WHERE tenant_id = $1 AND superseded_at IS NULL AND contact_id IN ("] [")"];
}

/// One tenant's contacts.
pub struct Contacts<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Contacts<'_> {
    /// The contact, if there is one.
    pub async fn find(&mut self, id: ContactId) -> DbResult<Option<ContactRow>> {
        Ok(self.find_many(&[id]).await?.pop())
    }

    /// Those of the ids that exist, in no order.
    pub async fn find_many(&mut self, ids: &[ContactId]) -> DbResult<Vec<ContactRow>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.all_batch(&FIND_MANY, args![self.tenant], rows).await
    }

    /// The living identities of these contacts, oldest first for each.
    pub async fn identities(&mut self, ids: &[ContactId]) -> DbResult<Vec<IdentityRow>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        let mut found: Vec<IdentityRow> = self.tx.all_batch(&IDENTITIES, args![self.tenant], rows).await?;
        found.sort_by_key(|identity| (identity.contact_id, identity.id));
        Ok(found)
    }
}
