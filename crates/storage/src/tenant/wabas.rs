//! One tenant's WhatsApp Business Accounts.

use recado_domain::{TenantId, Timestamp, WabaId};

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// A WhatsApp Business Account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WabaRow {
    /// Our id.
    pub id: WabaId,
    /// Meta's id.
    pub waba_id: String,
    /// Meta's id of the portfolio that owns it, once Graph has told.
    pub portfolio_id: Option<String>,
    /// Meta's name for it, once Graph has told.
    pub name: Option<String>,
    /// When it was registered.
    pub created_at: Timestamp,
}
row!(WabaRow { id, waba_id, portfolio_id, name, created_at });

statements! { Tenant "wabas";
    UPSERT = "INSERT INTO wabas (tenant_id, id, waba_id, created_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (tenant_id, waba_id) DO UPDATE SET waba_id = excluded.waba_id \
        RETURNING id, waba_id, portfolio_id, name, created_at";
    DESCRIBE = "UPDATE wabas SET portfolio_id = COALESCE($3, portfolio_id), name = COALESCE($4, name) \
        WHERE tenant_id = $1 AND id = $2";
}

/// One tenant's accounts. Only a door can make one.
#[derive(Debug)]
pub struct Wabas<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Wabas<'_> {
    /// The account with Meta's id, made under `id` if the tenant does not have it yet.
    pub async fn upsert(&mut self, id: WabaId, waba_id: &str, now: Timestamp) -> DbResult<WabaRow> {
        self.tx.one(&UPSERT, args![self.tenant, id, waba_id, now]).await
    }

    /// Notes what Graph told; what is `None` stays as it was.
    pub async fn describe(&mut self, id: WabaId, portfolio_id: Option<&str>, name: Option<&str>) -> DbResult<()> {
        self.tx.execute(&DESCRIBE, args![self.tenant, id, portfolio_id, name]).await.map(drop)
    }
}
