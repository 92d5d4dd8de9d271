//! Whom a message may be sent to: finding somebody by an address, and making a contact and a conversation of somebody
//! who was not known.

use recado_domain::{ContactId, ConversationId, IdentityId, NumberId, TenantId, Timestamp};

use super::contacts::IdentityKind;
use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// An address, as it is looked up and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressKey {
    /// What kind of identity it is.
    pub kind: IdentityKind,
    /// Under which scope it is kept: empty for phones.
    pub scope: String,
    /// Another scope that it may have been kept under.
    pub former_scope: String,
    /// The matching key: of a phone the canonical form.
    pub value: String,
    /// What is dialled.
    pub given: String,
}

/// Somebody whom a message is the first thing known of.
#[derive(Debug, Clone)]
pub struct NewRecipient<'a> {
    /// A fresh id.
    pub id: ContactId,
    /// A fresh id for the address.
    pub identity: IdentityId,
    /// What is shown until a name is known.
    pub name: &'a str,
    /// The same, folded.
    pub name_key: &'a str,
    /// Where to find them.
    pub address: &'a AddressKey,
    /// Now.
    pub at: Timestamp,
}

/// A conversation that we begin.
#[derive(Debug, Clone, Copy)]
pub struct NewConversation {
    /// A fresh id.
    pub id: ConversationId,
    /// With whom.
    pub contact: ContactId,
    /// From which number.
    pub number: NumberId,
    /// Now.
    pub at: Timestamp,
}

struct Holder {
    id: ContactId,
}
row!(Holder { id });

statements! { Tenant "recipients";
    HOLDER = "SELECT contact_id AS id FROM contact_identities
        WHERE tenant_id = $1 AND scope IN ($2, $3) AND kind = $4 AND value = $5 AND superseded_at IS NULL
        ORDER BY id LIMIT 1";
    INSERT = "INSERT INTO contacts (tenant_id, id, name, name_key, name_is_edited, phone, needs_review, last_seen_at,
        created_at, updated_at) VALUES ($1, $2, $3, $4, FALSE, $5, FALSE, $6, $6, $6)";
    IDENTIFY = "INSERT INTO contact_identities (tenant_id, id, contact_id, scope, kind, value, given, valid_from)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    FORGET = "DELETE FROM contacts WHERE tenant_id = $1 AND id = $2";
    BEGIN = "INSERT INTO conversations (tenant_id, id, contact_id, phone_number_id, status, is_open, unread_count,
        is_unread, last_activity_at, created_at) VALUES ($1, $2, $3, $4, 'open', 1, 0, 0, $5, $5)
        ON CONFLICT DO NOTHING";
}

/// One tenant's recipients. Only a door can make one.
#[derive(Debug)]
pub struct Recipients<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Recipients<'_> {
    /// The contact who holds an address now.
    pub async fn holder(&mut self, address: &AddressKey) -> DbResult<Option<ContactId>> {
        let AddressKey { kind, scope, former_scope, value, .. } = address;
        let found: Option<Holder> =
            self.tx.optional(&HOLDER, args![self.tenant, scope, former_scope, *kind, value]).await?;
        Ok(found.map(|Holder { id }| id))
    }

    /// Adds a contact with one address; false, and nobody is added, when the address became somebody's meanwhile.
    pub async fn insert(&mut self, new: NewRecipient<'_>) -> DbResult<bool> {
        let AddressKey { kind, scope, value, given, .. } = new.address;
        let phone = (*kind == IdentityKind::Phone).then_some(value.as_str());
        self.tx.execute(&INSERT, args![self.tenant, new.id, new.name, new.name_key, phone, new.at]).await?;
        let identity = args![self.tenant, new.identity, new.id, scope, *kind, value, given, new.at];
        if self.tx.execute(&IDENTIFY, identity).await? == 1 {
            return Ok(true);
        }
        self.tx.execute(&FORGET, args![self.tenant, new.id]).await?;
        Ok(false)
    }

    /// Begins a conversation; false when contact and number have an open one by now.
    pub async fn begin(&mut self, new: NewConversation) -> DbResult<bool> {
        let NewConversation { id, contact, number, at } = new;
        Ok(self.tx.execute(&BEGIN, args![self.tenant, id, contact, number, at]).await? == 1)
    }
}
