//! What projection learns about contacts: who holds an identity, new contacts, identities that change hands.
//!
//! All in batches: one group of changes is a fixed number of statements, however many people wrote.

use std::collections::{BTreeMap, BTreeSet};

use recado_domain::{ContactId, IdentityId, TenantId, Timestamp};

use super::{
    contacts::{COLUMNS, ContactRow, IdentityKind, IdentityRow},
    taggings,
};
use crate::{
    DbResult, Tx,
    column::{Arg, args},
    rows::row,
    statement::statements,
};

/// What an identity is found by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdentityKey {
    /// Portfolio or WABA id for business-scoped ids, empty for phones.
    pub scope: String,
    /// What kind of identity.
    pub kind: IdentityKind,
    /// The matching key.
    pub value: String,
}

struct Holder {
    id: ContactId,
}
row!(Holder { id });

statements! { Tenant "people";
    HOLDERS = batch [3 + TEXT] ["SELECT contact_id AS id FROM contact_identities
        WHERE tenant_id = $1 AND scope = $2 AND kind = $3 AND superseded_at IS NULL AND value IN ("] [")"];
    LOCK = batch [1 + UUID] ["SELECT ", COLUMNS, " FROM contacts WHERE tenant_id = $1 AND id IN ("]
        [") ORDER BY id"] postgres [" FOR UPDATE"];
    INSERT = batch [0 + UUID, UUID, TEXT, TEXT, TEXT, TEXT, BOOL, INT8, INT8]
        ["INSERT INTO contacts (tenant_id, id, name, name_key, name_is_edited, phone, username, needs_review, last_seen_at,
            created_at, updated_at)
            SELECT v.column1, v.column2, v.column3, v.column4, FALSE, v.column5, v.column6, v.column7, v.column8, v.column9,
            v.column9 FROM (SELECT * FROM (VALUES "] [") AS r LIMIT 64) AS v"];
    UPDATE = batch [2 + UUID, TEXT, TEXT, BOOL, TEXT, TEXT, TEXT, TEXT, BOOL, UUID, INT8]
        ["UPDATE contacts SET name = v.column2, name_key = v.column3, name_is_edited = v.column4, phone = v.column5,
            username = v.column6, email = v.column7, company = v.column8, needs_review = v.column9,
            merged_into = v.column10, last_seen_at = v.column11, updated_at = $2 FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v WHERE contacts.tenant_id = $1 AND contacts.id = v.column1"];
    INSERT_IDENTITY = batch [0 + UUID, UUID, UUID, TEXT, TEXT, TEXT, TEXT, INT8]
        ["INSERT INTO contact_identities (tenant_id, id, contact_id, scope, kind, value, given, valid_from) VALUES "] [""];
    END_IDENTITY = batch [2 + UUID] ["UPDATE contact_identities SET superseded_at = $2
        WHERE tenant_id = $1 AND superseded_at IS NULL AND id IN ("] [")"];
    MOVE_IDENTITY = batch [1 + UUID, UUID, TEXT] ["UPDATE contact_identities SET contact_id = v.column2, given = v.column3
        FROM (SELECT * FROM (VALUES "] [") AS r LIMIT 64) AS v WHERE contact_identities.tenant_id = $1 AND contact_identities.id = v.column1"];
}

/// One tenant's people. Only a door can make one.
#[derive(Debug)]
pub struct People<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl People<'_> {
    /// The contacts that hold these identities, each once.
    pub async fn holders(&mut self, keys: &[IdentityKey]) -> DbResult<Vec<ContactId>> {
        let mut values: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for key in keys {
            values.entry((&key.scope, key.kind)).or_default().push(args![&key.value]);
        }
        let mut ids = BTreeSet::new();
        for ((scope, kind), values) in values {
            let found: Vec<Holder> = self.tx.all_batch(&HOLDERS, args![self.tenant, scope, kind], values).await?;
            ids.extend(found.into_iter().map(|Holder { id }| id));
        }
        Ok(ids.into_iter().collect())
    }

    /// These contacts, which nobody else can change until this transaction ends. Ids in rising order.
    pub async fn lock(&mut self, ids: &[ContactId]) -> DbResult<Vec<ContactRow>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.all_batch(&LOCK, args![self.tenant], rows).await
    }

    /// Adds contacts; the second of each pair is the name as it is sorted.
    pub async fn insert(&mut self, contacts: &[(&ContactRow, String)], at: Timestamp) -> DbResult<()> {
        let rows = contacts.iter().map(|(contact, name_key)| {
            args![
                self.tenant,
                contact.id,
                &contact.name,
                name_key,
                &contact.phone,
                &contact.username,
                contact.needs_review,
                contact.last_seen_at,
                at
            ]
        });
        let rows = rows.collect();
        self.tx.execute_batch(&INSERT, args![], rows).await.map(drop)
    }

    /// Writes contacts as they are now; the second of each pair is the name as it is sorted.
    pub async fn update(&mut self, contacts: &[(&ContactRow, String)], at: Timestamp) -> DbResult<()> {
        let rows = contacts.iter().map(|(contact, name_key)| {
            args![
                contact.id,
                &contact.name,
                name_key,
                contact.name_is_edited,
                &contact.phone,
                &contact.username,
                &contact.email,
                &contact.company,
                contact.needs_review,
                contact.merged_into,
                contact.last_seen_at
            ]
        });
        let rows = rows.collect();
        self.tx.execute_batch(&UPDATE, args![self.tenant, at], rows).await?;
        taggings::refresh_contacts(self.tx, self.tenant, contacts.iter().map(|(contact, _)| contact.id)).await
    }

    /// Adds living identities.
    pub async fn insert_identities(&mut self, identities: &[&IdentityRow], at: Timestamp) -> DbResult<()> {
        let rows = identities.iter().map(|identity| {
            args![
                self.tenant,
                identity.id,
                identity.contact_id,
                &identity.scope,
                identity.kind,
                &identity.value,
                &identity.given,
                at
            ]
        });
        let rows = rows.collect();
        self.tx.execute_batch(&INSERT_IDENTITY, args![], rows).await.map(drop)
    }

    /// Ends identities: they are nobody's from now on.
    pub async fn end_identities(&mut self, ids: &[IdentityId], at: Timestamp) -> DbResult<()> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.execute_batch(&END_IDENTITY, args![self.tenant, at], rows).await.map(drop)
    }

    /// Writes whose these identities are now, and how Meta last wrote them.
    pub async fn move_identities(&mut self, identities: &[&IdentityRow]) -> DbResult<()> {
        let row = |identity: &&IdentityRow| -> Vec<Arg> { args![identity.id, identity.contact_id, &identity.given] };
        let rows = identities.iter().map(row).collect();
        self.tx.execute_batch(&MOVE_IDENTITY, args![self.tenant], rows).await.map(drop)
    }
}
