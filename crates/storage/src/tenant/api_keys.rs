//! API keys of a tenant, by their SHA-256 only.

use recado_domain::{KeyId, TenantId, Timestamp, UserId};
use serde_json::Value as Json;

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

const COLUMNS: &str = "id, name, scopes, networks, created_by, created_at, expires_at, last_used_at, revoked_at";

statements! { Tenant "api_keys";
    INSERT = "INSERT INTO api_keys (tenant_id, id, name, hash, scopes, networks, created_by, created_at, expires_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    LIST = "SELECT ", COLUMNS, " FROM api_keys WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    REVOKE = "UPDATE api_keys SET revoked_at = $3 WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL";
    TOUCH = "UPDATE api_keys SET last_used_at = $3 WHERE tenant_id = $1 AND id = $2";
}

/// One key; what it is itself was shown once and is not kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiKey {
    /// The id.
    pub id: KeyId,
    /// What it is for, in its maker's words.
    pub name: String,
    /// What it may do: an array of words, or of `*` alone.
    pub scopes: Json,
    /// From where it may be used: an array of networks; everywhere when it is empty.
    pub networks: Json,
    /// Who made it; nobody when the installation's set-up or another key did.
    pub created_by: Option<UserId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}
row!(ApiKey { id, name, scopes, networks, created_by, created_at, expires_at, last_used_at, revoked_at });

/// A key to be made.
#[derive(Debug)]
pub struct NewApiKey<'a> {
    /// A fresh id.
    pub id: KeyId,
    /// What it is for.
    pub name: &'a str,
    /// SHA-256 of the key.
    pub hash: &'a [u8],
    /// What it may do.
    pub scopes: Json,
    /// From where it may be used.
    pub networks: Json,
    /// Who makes it.
    pub created_by: Option<UserId>,
    /// Now.
    pub at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// One tenant's keys. Only a door can make one.
#[derive(Debug)]
pub struct ApiKeys<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl ApiKeys<'_> {
    /// Adds a key.
    pub async fn insert(&mut self, new: NewApiKey<'_>) -> DbResult<()> {
        let NewApiKey { id, name, hash, scopes, networks, created_by, at, expires_at } = new;
        let args = args![self.tenant, id, name, hash, scopes, networks, created_by, at, expires_at];
        self.tx.execute(&INSERT, args).await.map(|_| ())
    }

    /// Keys behind `after`, in the order of their ids; revoked ones too.
    pub async fn list(&mut self, after: Option<KeyId>, limit: u32) -> DbResult<Vec<ApiKey>> {
        let after = after.unwrap_or(KeyId::from_uuid(uuid::Uuid::nil()));
        self.tx.all(&LIST, args![self.tenant, after, limit]).await
    }

    /// Revokes a key; `false` when it was revoked before.
    pub async fn revoke(&mut self, id: KeyId, at: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&REVOKE, args![self.tenant, id, at]).await? == 1)
    }

    /// Notes that it was used.
    pub async fn touch(&mut self, id: KeyId, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&TOUCH, args![self.tenant, id, at]).await.map(|_| ())
    }
}
