//! Finding the tenant behind an API key: the one look-up that does not know it yet.

use recado_domain::{KeyId, TenantId, Timestamp};
use serde_json::Value as Json;

use crate::{column::args, error::DbResult, platform::tenants::TenantStatus, rows::row, statement::statements, tx::Tx};

statements! { System "api_keys";
    FIND_BY_HASH = "SELECT k.tenant_id, k.id, k.scopes, k.networks, k.expires_at, k.last_used_at, k.revoked_at,
                           t.slug, t.status
                    FROM api_keys k JOIN tenants t ON t.id = k.tenant_id WHERE k.hash = $1";
}

/// A key with its tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyOwner {
    /// The tenant it opens.
    pub tenant_id: TenantId,
    /// The key.
    pub id: KeyId,
    /// What it may do.
    pub scopes: Json,
    /// From where it may be used; everywhere when it is empty.
    pub networks: Json,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// The tenant's slug.
    pub slug: String,
    /// Whether the tenant's people may work.
    pub status: TenantStatus,
}
row!(KeyOwner { tenant_id, id, scopes, networks, expires_at, last_used_at, revoked_at, slug, status });

/// API keys of all tenants.
#[derive(Debug)]
pub struct ApiKeys<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl ApiKeys<'_> {
    /// The key with this hash, whosever it is.
    pub async fn find_by_hash(&mut self, hash: &[u8]) -> DbResult<Option<KeyOwner>> {
        self.tx.optional(&FIND_BY_HASH, args![hash]).await
    }
}
