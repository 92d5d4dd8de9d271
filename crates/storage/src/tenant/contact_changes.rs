//! What people change about contacts.

use recado_domain::{ContactId, IdentityId, TenantId, Timestamp};

use super::{
    contacts::{COLUMNS, ContactRow},
    taggings,
};
use crate::{column::args, error::DbResult, statement::statements, tx::Tx};

statements! { Tenant "contact_changes";
    INSERT = "INSERT INTO contacts (tenant_id, id, name, name_key, name_is_edited, phone, email, company, needs_review,
            last_seen_at, created_at, updated_at) VALUES ($1, $2, $3, $4, TRUE, $5, $6, $7, FALSE, $8, $8, $8)";
    TOUCH = "UPDATE contacts SET updated_at = $3 WHERE tenant_id = $1 AND id = $2 AND merged_into IS NULL
        AND erased_at IS NULL RETURNING ", COLUMNS;
    UPDATE = "UPDATE contacts SET name = $3, name_key = $4, name_is_edited = $5, phone = $6, email = $7, company = $8,
        blocked_at = $9
        WHERE tenant_id = $1 AND id = $2";
    INSERT_PHONE = "INSERT INTO contact_identities (tenant_id, id, contact_id, scope, kind, value, given, valid_from)
        VALUES ($1, $2, $3, '', 'phone', $4, $5, $6) ON CONFLICT DO NOTHING";
    SUPERSEDE_PHONES = "UPDATE contact_identities SET superseded_at = $3
        WHERE tenant_id = $1 AND contact_id = $2 AND kind = 'phone' AND superseded_at IS NULL";
}

/// What a person writes about a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactDetails {
    /// The name shown.
    pub name: String,
    /// The name, folded.
    pub name_key: String,
    /// Whether a person here gave the name, so that profiles no longer overwrite it.
    pub name_is_edited: bool,
    /// The phone in canonical form: digits with country code.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// Since when nothing is sent to the person.
    pub blocked_at: Option<Timestamp>,
}

/// A phone number as an identity.
#[derive(Debug, Clone, Copy)]
pub struct NewPhone<'a> {
    /// A fresh id.
    pub id: IdentityId,
    /// The matching key: the canonical form.
    pub value: &'a str,
    /// The address to write to: digits as they were given.
    pub given: &'a str,
}

/// What people change about one tenant's contacts. Only a door can make one.
#[derive(Debug)]
pub struct ContactChanges<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl ContactChanges<'_> {
    /// Adds a contact that a person named.
    pub async fn insert(&mut self, id: ContactId, details: &ContactDetails, at: Timestamp) -> DbResult<()> {
        let ContactDetails { name, name_key, phone, email, company, .. } = details;
        let args = args![self.tenant, id, name, name_key, phone, email, company, at];
        self.tx.execute(&INSERT, args).await.map(drop)
    }

    /// The contact, which nobody else changes until this transaction ends; none when it was merged into another or erased.
    pub async fn touch(&mut self, id: ContactId, at: Timestamp) -> DbResult<Option<ContactRow>> {
        self.tx.optional(&TOUCH, args![self.tenant, id, at]).await
    }

    /// Writes what is known of a contact.
    pub async fn update(&mut self, id: ContactId, details: &ContactDetails) -> DbResult<()> {
        let ContactDetails { name, name_key, name_is_edited, phone, email, company, blocked_at } = details;
        let args = args![self.tenant, id, name, name_key, *name_is_edited, phone, email, company, *blocked_at];
        self.tx.execute(&UPDATE, args).await?;
        taggings::refresh_contacts(self.tx, self.tenant, [id]).await
    }

    /// Makes a phone number this contact's; false when it is somebody's.
    pub async fn insert_phone(&mut self, contact: ContactId, phone: NewPhone<'_>, at: Timestamp) -> DbResult<bool> {
        let args = args![self.tenant, phone.id, contact, phone.value, phone.given, at];
        Ok(self.tx.execute(&INSERT_PHONE, args).await? == 1)
    }

    /// Ends the contact's phone numbers.
    pub async fn supersede_phones(&mut self, contact: ContactId, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&SUPERSEDE_PHONES, args![self.tenant, contact, at]).await.map(drop)
    }
}
