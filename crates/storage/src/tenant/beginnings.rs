//! What a tenant has begun with.

use recado_domain::TenantId;

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

statements! { Tenant "beginnings";
    FIND = "SELECT (SELECT COUNT(*) FROM (SELECT id FROM phone_numbers WHERE tenant_id = $1 LIMIT 1) AS one) AS numbers,
                   (SELECT COUNT(*) FROM (SELECT id FROM contacts WHERE tenant_id = $1 LIMIT 1) AS one) AS contacts,
                   (SELECT COUNT(*) FROM (SELECT name FROM templates WHERE tenant_id = $1 LIMIT 1) AS one) AS templates";
}

/// Whether there is one of each: 0 or 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BeginningsRow {
    /// Phone numbers.
    pub numbers: i64,
    /// Contacts.
    pub contacts: i64,
    /// Templates that Meta told of.
    pub templates: i64,
}
row!(BeginningsRow { numbers, contacts, templates });

/// What one tenant has begun with. Only a door can make one.
#[derive(Debug)]
pub struct Beginnings<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Beginnings<'_> {
    /// What there is.
    pub async fn find(&mut self) -> DbResult<BeginningsRow> {
        self.tx.one(&FIND, args![self.tenant]).await
    }
}
