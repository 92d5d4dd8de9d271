//! The logo of a tenant.

use recado_domain::{TenantId, picture::PictureKind};

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

statements! { Tenant "logos";
    FIND = "SELECT digest, kind, bytes FROM tenant_logos WHERE tenant_id = $1";
    PUT = "INSERT INTO tenant_logos (tenant_id, digest, kind, bytes) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant_id) DO UPDATE SET digest = excluded.digest, kind = excluded.kind, bytes = excluded.bytes";
    DELETE = "DELETE FROM tenant_logos WHERE tenant_id = $1";
}

/// A logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoRow {
    /// Tells it from every other one.
    pub digest: String,
    /// What the bytes are.
    pub kind: PictureKind,
    /// As they were sent.
    pub bytes: Vec<u8>,
}
row!(LogoRow { digest, kind, bytes });

/// One tenant's logo. Only a door can make one.
#[derive(Debug)]
pub struct Logos<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Logos<'_> {
    /// The logo; `None`: it has none.
    pub async fn find(&mut self) -> DbResult<Option<LogoRow>> {
        self.tx.optional(&FIND, args![self.tenant]).await
    }

    /// Puts a logo in the place of the one before.
    pub async fn put(&mut self, logo: &LogoRow) -> DbResult<()> {
        let args = args![self.tenant, &logo.digest, logo.kind, logo.bytes.as_slice()];
        self.tx.execute(&PUT, args).await.map(|_| ())
    }

    /// Takes it away.
    pub async fn delete(&mut self) -> DbResult<()> {
        self.tx.execute(&DELETE, args![self.tenant]).await.map(|_| ())
    }
}
