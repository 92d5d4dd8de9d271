//! The apps that a tenant's numbers may have. What is secret about them lies behind the platform door.

use recado_domain::{AppId, TenantId};

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// An app, as far as a tenant sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenApp {
    /// Its id.
    pub id: AppId,
    /// Its name in webhook paths.
    pub slug: String,
    /// Whether the tenant has it for itself; else it is the platform's, and others' numbers are under it too.
    pub is_own: bool,
}
row!(OpenApp { id, slug, is_own });

statements! { Tenant "open_apps";
    FIND = "SELECT id, slug, tenant_id IS NOT NULL AS is_own FROM apps WHERE slug = $2 AND (tenant_id = $1 OR tenant_id IS NULL)";
}

/// The apps open to one tenant: its own and the platform's. Only a door can make one.
#[derive(Debug)]
pub struct Apps<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Apps<'_> {
    /// The app of this name, if it is open to the tenant.
    pub async fn find(&mut self, slug: &str) -> DbResult<Option<OpenApp>> {
        self.tx.optional(&FIND, args![self.tenant, slug]).await
    }
}
