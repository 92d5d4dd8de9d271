use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use recado_domain::{KeyId, Permission, network::Network};
use recado_storage::{DbError, DbResult, Scope, Tx, system::api_keys::KeyOwner, tenant::api_keys::NewApiKey};
use serde_json::{Value as Json, json};

use super::{
    AccessEvent,
    audit::{self, Deed},
    caller::{By, Caller},
    sha256,
};
use crate::{Engine, Secret};

/// What every key begins with: so that leaks are found by machines.
pub(super) const PREFIX: &str = "rck_";
/// A key ends by itself after so long.
const KEY_LIFE: Duration = Duration::from_hours(365 * 24);

/// What a key may do: all that an admin may, or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scopes {
    /// `*`
    All,
    /// These permissions.
    Only(Vec<Permission>),
}

/// A word that names no permission a key may have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no key may have the scope at place {0}")]
pub struct UnknownScope(pub usize);

impl Scopes {
    /// From the words of the permission matrix, or `*` alone or among them.
    pub fn parse(words: &[String]) -> Result<Self, UnknownScope> {
        let mut only = Vec::with_capacity(words.len());
        for (place, word) in words.iter().enumerate() {
            match word.parse::<Permission>() {
                _ if word == "*" => return Ok(Self::All),
                Ok(permission) if permission.is_open_to_keys() => only.push(permission),
                _ => return Err(UnknownScope(place)),
            }
        }
        only.sort_unstable();
        only.dedup();
        Ok(Self::Only(only))
    }

    /// From what is stored; words that have left the matrix since grant nothing.
    pub(super) fn from_json(stored: &Json) -> Self {
        let words = stored.as_array().into_iter().flatten().filter_map(Json::as_str);
        let mut only = Vec::new();
        for word in words {
            if word == "*" {
                return Self::All;
            }
            only.extend(word.parse::<Permission>().ok());
        }
        Self::Only(only)
    }

    fn to_json(&self) -> Json {
        match self {
            Self::All => json!(["*"]),
            Self::Only(only) => json!(only),
        }
    }

    /// Whether they grant this.
    pub fn contain(&self, permission: Permission) -> bool {
        match self {
            _ if !permission.is_open_to_keys() => false,
            Self::All => true,
            Self::Only(only) => only.contains(&permission),
        }
    }

    /// Whether the caller has all of it: nobody makes a key that may do more than they themselves.
    fn is_within(&self, caller: &Caller) -> bool {
        let wanted = Permission::ALL.iter().copied().filter(|permission| self.contain(*permission));
        wanted.into_iter().all(|permission| caller.may(permission))
    }
}

/// A key to be made.
#[derive(Debug)]
pub struct NewKey<'k> {
    /// What it is for.
    pub name: &'k str,
    /// What it may do.
    pub scopes: Scopes,
    /// From where it may be used; everywhere when there is none.
    pub networks: &'k [Network],
}

/// A fresh key: the only time that it is seen.
#[derive(Debug)]
pub struct MadeKey {
    /// The id.
    pub id: KeyId,
    /// The key itself.
    pub key: Secret,
}

/// Why a key was not made or revoked.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The scopes go beyond what the caller may do.
    #[error("a key cannot do more than its maker")]
    Beyond,
    /// The tenant has no such key, or it is revoked already.
    #[error("no such key")]
    Unknown,
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl Engine {
    /// Makes an API key in the caller's tenant.
    pub async fn make_key(&self, tx: &mut Tx, caller: &Caller, new: NewKey<'_>) -> Result<MadeKey, KeyError> {
        if !new.scopes.is_within(caller) {
            return Err(KeyError::Beyond);
        }
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the machine has randomness");
        let key = Secret::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes)));
        let (id, at) = (KeyId::from_uuid(self.fresh_id()), self.now());
        let (scopes, networks) = (new.scopes.to_json(), texts(new.networks));
        let row = NewApiKey {
            id,
            name: new.name,
            hash: &sha256(key.expose()),
            scopes: scopes.clone(),
            networks: networks.clone(),
            created_by: caller.user(),
            at,
            expires_at: at.plus(KEY_LIFE),
        };
        tx.tenant().api_keys().insert(row).await?;
        let deed = Deed::new("key.created", "api_key")
            .of(id)
            .with(json!({ "scopes": scopes, "networks": networks }))
            .sensitive();
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        Ok(MadeKey { id, key })
    }

    /// Revokes a key of the caller's tenant: at once on this node, within five seconds everywhere.
    pub async fn revoke_key(&self, caller: &Caller, id: KeyId) -> Result<(), KeyError> {
        let mut tx = self.db.write(caller.scope()).await?;
        if !tx.tenant().api_keys().revoke(id, self.now()).await? {
            return Err(KeyError::Unknown);
        }
        let deed = Deed::new("key.revoked", "api_key").of(id).sensitive();
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        tx.commit().await?;
        self.access_changed([] as [AccessEvent; 0]);
        Ok(())
    }

    /// Revokes keys that were found where everybody reads. Whoever shows a key has it: that is proof enough to end it.
    /// `from` is the page it was found on, for the audit log.
    pub async fn revoke_leaked(&self, key: &Secret, from: Option<&str>, by: &By) -> DbResult<()> {
        let Some(owner) = self.owner_of(&sha256(key.expose())).await? else { return Ok(()) };
        let mut tx = self.db.write(Scope::Tenant(owner.tenant_id)).await?;
        if !tx.tenant().api_keys().revoke(owner.id, self.now()).await? {
            return Ok(());
        }
        let deed = Deed::new("key.leaked", "api_key").of(owner.id).with(json!({ "from": from })).sensitive();
        audit::record(tx.tenant(), self, by, deed).await?;
        tx.commit().await?;
        tracing::warn!(category = "auth", key = %owner.id, "a leaked key was revoked");
        self.access_changed([] as [AccessEvent; 0]);
        Ok(())
    }

    #[expect(clippy::disallowed_methods, reason = "a key is looked up before its tenant is known")]
    pub(super) async fn owner_of(&self, hash: &[u8]) -> DbResult<Option<KeyOwner>> {
        self.db.read(Scope::System).await?.system().api_keys().find_by_hash(hash).await
    }
}

fn texts(networks: &[Network]) -> Json {
    networks.iter().map(ToString::to_string).collect()
}

/// The networks of a stored key; what cannot be read opens nowhere.
pub(super) fn networks_of(stored: &Json) -> Option<Vec<Network>> {
    stored.as_array()?.iter().map(|one| one.as_str()?.parse().ok()).collect()
}
