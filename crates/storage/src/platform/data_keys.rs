//! Tenants' wrapped data keys, for sealing and opening secrets.

use recado_domain::TenantId;

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

statements! { Platform "data_keys";
    FIND = "SELECT data_key FROM tenants WHERE id = $1";
}

struct Wrapped {
    data_key: Vec<u8>,
}
row!(Wrapped { data_key });

/// Tenants' wrapped data keys. Only a door can make one.
pub struct DataKeys<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl DataKeys<'_> {
    /// The tenant's data key as it is stored, wrapped; `None` when there is no such tenant.
    pub async fn find(&mut self, tenant: TenantId) -> DbResult<Option<Vec<u8>>> {
        let found: Option<Wrapped> = self.tx.optional(&FIND, args![tenant]).await?;
        Ok(found.map(|row| row.data_key))
    }
}
