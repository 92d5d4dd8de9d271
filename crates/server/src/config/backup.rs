//! Backups: their key, and how they are made by themselves.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use recado_engine::{
    backup::{ERASURES, Every, FileKey},
    seals::FILE as CHECKPOINTS,
};
use recado_storage::secrets::Keyring;

use super::{Keys, reader::Section, secrets::WrappingKey};

/// `[backup]`
#[derive(Debug)]
pub struct BackupConfig {
    /// What backups are sealed with. Unset: a key that is made from the secrets key.
    key: Option<WrappingKey>,
    /// Hours between two backups that this node makes by itself; 0: none.
    every_hours: u32,
    /// Where those go.
    folder: Option<PathBuf>,
    /// How many of them are kept.
    keep: u32,
    /// Where it is written down who was erased.
    erasures: Option<PathBuf>,
    /// Where it is written down how far audit logs were signed.
    checkpoints: Option<PathBuf>,
}

impl BackupConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        let key = from.optional("key");
        let every_hours = from.number("every_hours", 0, 0..=8_760);
        let folder: Option<PathBuf> = from.optional("folder");
        if every_hours > 0 && folder.is_none() {
            from.problem("folder", "is needed where backups are made by themselves");
        }
        let (erasures, checkpoints) = (from.optional("erasures"), from.optional("checkpoints"));
        Self { key, every_hours, folder, keep: from.number("keep", 7, 1..=1_000), erasures, checkpoints }
    }

    /// Where it is written down who was erased: the file that is set, else beside the backups, else in the data folder.
    pub fn erasures(&self, data: &Path) -> PathBuf {
        self.erasures.clone().unwrap_or_else(|| self.outside(data).join(ERASURES))
    }

    /// Where it is written down how far audit logs were signed, likewise.
    pub fn checkpoints(&self, data: &Path) -> PathBuf {
        self.checkpoints.clone().unwrap_or_else(|| self.outside(data).join(CHECKPOINTS))
    }

    fn outside<'a>(&'a self, data: &'a Path) -> &'a Path {
        self.folder.as_deref().unwrap_or(data)
    }

    /// What a backup is sealed with.
    pub fn file_key(&self, keys: &Keys) -> FileKey {
        match &self.key {
            Some(key) => FileKey::new(*key.bytes()),
            None => Keyring::new(*keys.secrets.bytes()).file_key(),
        }
    }

    /// All that a backup of this installation may have been sealed with.
    pub fn opening_keys(&self, keys: &Keys) -> Vec<FileKey> {
        let of_secrets = keys.keyrings().into_iter().map(|keyring| keyring.file_key());
        std::iter::once(self.file_key(keys)).chain(of_secrets).collect()
    }

    /// How often this node makes them by itself, if it does.
    pub fn interval(&self) -> Option<Duration> {
        (self.every_hours > 0).then(|| Duration::from_hours(self.every_hours.into()))
    }

    /// How this node makes them by itself, if it does.
    pub fn every(&self, keys: &Keys) -> Option<Every> {
        let folder = self.folder.clone().filter(|_| self.every_hours > 0)?;
        Some(Every {
            every: Duration::from_hours(self.every_hours.into()),
            folder,
            keep: self.keep as usize,
            key: self.file_key(keys),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }
}
