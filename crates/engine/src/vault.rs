//! The vault: seals secrets for their place in the database and opens them again.
//!
//! Each tenant has a data key, wrapped by the operator's key; opened data keys are kept in memory. What is sealed for one
//! table, column, row and owner opens nowhere else.

use std::{collections::HashMap, sync::Mutex};

use recado_domain::TenantId;
use recado_storage::{
    Db, DbError, Scope,
    secrets::{DataKey, Keyring, Owner, Place, SecretError},
};

use crate::{Secret, seals::SealKey, sending::tracker::TrackerKey};

mod reseal;

pub use reseal::{Resealed, reseal, under_other_keys};

/// Why a secret could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
    /// The stored bytes or the key do not fit.
    #[error(transparent)]
    Sealed(#[from] SecretError),
    /// There is no such tenant.
    #[error("the owner of the secret does not exist")]
    NoOwner,
    /// What was opened is not text.
    #[error("the secret is not text")]
    NotText,
}

/// Seals and opens. `Debug` shows nothing of it.
pub struct Vault {
    db: Db,
    keyring: Keyring,
    keys: Mutex<HashMap<TenantId, DataKey>>,
}

impl Vault {
    /// The vault over this database and the operator's key.
    pub fn new(db: Db, keyring: Keyring) -> Self {
        Self { db, keyring, keys: Mutex::default() }
    }

    /// The operator's key.
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// Seals a text for its place. The owner's row must be committed.
    pub async fn seal(&self, owner: Owner, place: Place, secret: &Secret) -> Result<Vec<u8>, VaultError> {
        Ok(self.key(owner).await?.seal(place, secret.expose().as_bytes())?)
    }

    /// Opens what stands in a place.
    pub async fn open(&self, owner: Owner, place: Place, sealed: &[u8]) -> Result<Secret, VaultError> {
        let opened = self.key(owner).await?.open(place, sealed)?;
        opened.expose_text().map(Secret::new).ok_or(VaultError::NotText)
    }

    /// The tenant's key for trackers. Ask for it before a transaction is opened: the first time it reads the database.
    pub async fn tracker_key(&self, tenant: TenantId) -> Result<TrackerKey, VaultError> {
        Ok(TrackerKey::new(self.key(Owner::Tenant(tenant)).await?.derive(b"tracker")))
    }

    /// The tenant's key for checkpoints of its audit log.
    pub async fn seal_key(&self, tenant: TenantId) -> Result<SealKey, VaultError> {
        Ok(SealKey::new(self.key(Owner::Tenant(tenant)).await?.derive(b"audit")))
    }

    async fn key(&self, owner: Owner) -> Result<DataKey, VaultError> {
        let Owner::Tenant(tenant) = owner else { return Ok(self.keyring.platform_key()) };
        if let Some(key) = self.keys.lock().expect("never held over a panic").get(&tenant) {
            return Ok(key.clone());
        }
        let wrapped = self.db.read(Scope::System).await?.platform().data_keys().find(tenant).await?;
        let key = self.keyring.data_key(tenant, &wrapped.ok_or(VaultError::NoOwner)?)?;
        self.keys.lock().expect("never held over a panic").insert(tenant, key.clone());
        Ok(key)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}
