//! The two keys that every node of a cluster shares: from the configuration, else from the data folder, where they are
//! made on first start. Losing `secrets.key` loses every token in the database: it is synced before it is used.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use recado_engine::Secret;
use recado_storage::{Db, DbResult, Scope, secrets::Keyring};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::{Config, ConfigProblems, secrets::WrappingKey, value::Setting};
use crate::failure::Failure;

const JWT_FILE: &str = "jwt.key";
const SECRETS_FILE: &str = "secrets.key";
/// The row that remembers the key that the database was written with.
const SECRETS_ROW: &str = "key.secrets";

/// What a node needs besides the database.
#[derive(Debug, Clone)]
pub struct Keys {
    /// Signs access tokens.
    pub jwt: Secret,
    /// Wraps the tenants' keys.
    pub secrets: WrappingKey,
    /// Opens what is sealed under another key, while the key is being changed.
    pub other_secrets: Option<WrappingKey>,
}

impl Keys {
    /// Whether the key that wraps the tenants' keys is there already, so that none would be made.
    pub fn has_secrets(config: &Config) -> bool {
        config.secrets.key.is_some() || config.data.dir.join(SECRETS_FILE).exists()
    }

    /// Whether both keys are there already, so that none would be made.
    pub fn has_all(config: &Config) -> bool {
        Self::has_secrets(config) && (config.auth.jwt_secret.is_some() || config.data.dir.join(JWT_FILE).exists())
    }

    /// The configured keys; those that are not configured are read from the data folder, or made there.
    pub fn load(config: &Config) -> Result<Self, ConfigProblems> {
        config.data.make_folder()?;
        let folder = &config.data.dir;
        let jwt = match &config.auth.jwt_secret {
            Some(secret) => secret.clone(),
            None => read_or_make(folder, JWT_FILE, |bytes| Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes)))?,
        };
        let secrets = match &config.secrets.key {
            Some(key) => key.clone(),
            None => read_or_make(folder, SECRETS_FILE, |bytes| WrappingKey::from_bytes(*bytes).encode())?,
        };
        Ok(Self { jwt, secrets, other_secrets: config.secrets.other_key.clone() })
    }

    /// Compares these keys with the ones that the database was written with; the first start leaves their fingerprints
    /// there. A node with other keys finds out now, and not by tokens that do not open.
    pub async fn check(&self, db: &Db) -> Result<(), Failure> {
        let mut problems = ConfigProblems::default();
        let mut tx = db.write(Scope::System).await?;
        for (variable, row, own) in self.fingerprints() {
            let known = tx.platform().instance_settings().get_or_insert(row, &own).await?;
            if row == SECRETS_ROW && self.is_changing(&known) {
                tracing::warn!(
                    category = "system",
                    "RECADO_SECRETS__KEY is being changed: run recado keys rotate when every node has both keys"
                );
            } else if known != own {
                problems.add(variable, "is not the key that this database was written with (or its file is not)");
            }
        }
        tx.commit().await?;
        problems.none_or_err().map_err(Failure::from)
    }
}

impl Keys {
    /// What opens and seals the tenants' keys.
    pub fn keyring(&self) -> Keyring {
        let keyring = Keyring::new(*self.secrets.bytes());
        match &self.other_secrets {
            Some(other) => keyring.opening(*other.bytes()),
            None => keyring,
        }
    }

    /// The keyrings of both keys, each by itself.
    pub fn keyrings(&self) -> Vec<Keyring> {
        [Some(&self.secrets), self.other_secrets.as_ref()]
            .into_iter()
            .flatten()
            .map(|key| Keyring::new(*key.bytes()))
            .collect()
    }

    /// Whether the database was written with the other key.
    fn is_changing(&self, known: &str) -> bool {
        self.other_secrets.as_ref().is_some_and(|other| Keyring::new(*other.bytes()).fingerprint() == known)
    }

    /// From now on these are the keys that the database was written with.
    pub async fn settle(&self, db: &Db) -> DbResult<()> {
        let mut tx = db.write(Scope::System).await?;
        for (_, row, own) in self.fingerprints() {
            tx.platform().instance_settings().put(row, &own).await?;
        }
        tx.commit().await
    }

    /// Each key's variable, the row that remembers it, and its fingerprint.
    fn fingerprints(&self) -> [(&'static str, &'static str, String); 2] {
        let jwt = fingerprint(self.jwt.expose().as_bytes());
        let secrets = Keyring::new(*self.secrets.bytes()).fingerprint();
        [("JWT_SECRET", "key.jwt", jwt), ("RECADO_SECRETS__KEY", SECRETS_ROW, secrets)]
    }

    /// The variables of the keys that are not those of the database; changes nothing.
    pub async fn differing(&self, db: &Db) -> DbResult<Vec<&'static str>> {
        let mut read = db.read(Scope::System).await?;
        let mut differing = Vec::new();
        for (variable, row, own) in self.fingerprints() {
            let known = read.platform().instance_settings().find(row).await?;
            let is_another = |known: &String| *known != own && !(row == SECRETS_ROW && self.is_changing(known));
            differing.extend(known.filter(is_another).map(|_| variable));
        }
        Ok(differing)
    }
}

/// Tells two keys apart without telling anything about them.
fn fingerprint(key: &[u8]) -> String {
    let digest = Sha256::new().chain_update("recado key fingerprint: jwt").chain_update(key).finalize();
    URL_SAFE_NO_PAD.encode(&digest[..16])
}

fn read_or_make<T: Setting>(
    folder: &Path,
    name: &str,
    write: impl FnOnce(&[u8; 32]) -> Zeroizing<String>,
) -> Result<T, ConfigProblems> {
    let path = folder.join(name);
    let wrong = |detail: String| ConfigProblems::one(path.display().to_string(), detail);
    if !path.exists() {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|error| wrong(format!("no randomness for a key: {error}")))?;
        make(folder, &path, &write(&bytes)).map_err(|error| wrong(format!("cannot be made: {error}")))?;
    }
    let text =
        fs::read_to_string(&path).map(Zeroizing::new).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    warn_if_others_may_read(&path);
    T::parse(text.trim_end()).map_err(wrong)
}

/// Writes the key beside its place and links it there: of two processes that start at once, one's key holds for both,
/// and a power cut leaves no half key.
fn make(folder: &Path, path: &Path, key: &str) -> io::Result<()> {
    let draft = path.with_extension(format!("key.{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    writeln!(file, "{key}")?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    File::open(folder)?.sync_all()
}

fn warn_if_others_may_read(path: &Path) {
    let mode = fs::metadata(path).map_or(0, |metadata| metadata.permissions().mode());
    if mode & 0o077 != 0 {
        let file = path.display();
        tracing::warn!(category = "auth", %file, "others on this machine may read this key: chmod 600");
    }
}

#[cfg(test)]
mod tests {
    use recado_storage::testing::{Kind, TestDatabase};

    use super::*;

    fn config(folder: &Path, environment: &[(&str, &str)]) -> Config {
        let folder = [("RECADO_DATA__DIR", folder.to_str().unwrap())];
        let all = folder.iter().chain(environment).map(|(name, value)| ((*name).into(), (*value).into()));
        Config::read(all, None).unwrap()
    }

    #[test]
    fn keys_are_made_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let first = Keys::load(&config(&data, &[])).unwrap();
        let second = Keys::load(&config(&data, &[])).unwrap();
        assert_eq!(first.jwt.expose(), second.jwt.expose());
        assert_eq!(first.secrets, second.secrets);
        assert!(first.jwt.expose().len() >= 32);
        assert_eq!(fs::read_dir(&data).unwrap().count(), 2, "drafts are gone");
        for file in [JWT_FILE, SECRETS_FILE] {
            assert_eq!(fs::metadata(data.join(file)).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn configured_keys_leave_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let key = WrappingKey::from_bytes([7; 32]).encode();
        let jwt = "j".repeat(32);
        let keys = Keys::load(&config(folder.path(), &[("JWT_SECRET", &jwt), ("RECADO_SECRETS__KEY", &key)])).unwrap();
        assert_eq!(keys.secrets.bytes(), &[7; 32]);
        assert_eq!(keys.jwt.expose(), jwt);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_damaged_key_is_refused_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SECRETS_FILE), "c2hvcnQ=\n").unwrap();
        let problems = Keys::load(&config(folder.path(), &[])).unwrap_err().to_string();
        assert!(problems.contains("secrets.key: holds 5 bytes, not 32"), "{problems}");
    }

    async fn other_keys_are_refused(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let db = database.open().await;
        let secrets = WrappingKey::from_bytes([1; 32]);
        let keys = Keys { jwt: Secret::new("a".repeat(32)), secrets: secrets.clone(), other_secrets: None };
        keys.check(&db).await.unwrap();
        keys.check(&db).await.unwrap();

        let other_jwt = Keys { jwt: Secret::new("b".repeat(32)), secrets: secrets.clone(), other_secrets: None };
        let refused = other_jwt.check(&db).await.unwrap_err().to_string();
        assert!(
            refused.contains("JWT_SECRET: is not the key") && !refused.contains("RECADO_SECRETS__KEY"),
            "{refused}"
        );
        let other = WrappingKey::from_bytes([2; 32]);
        let both = Keys { jwt: Secret::new("b".repeat(32)), secrets: other.clone(), other_secrets: None };
        let refused = both.check(&db).await.unwrap_err();
        assert!(
            matches!(&refused, Failure::Configuration(_)) && refused.to_string().contains("2 problems"),
            "{refused}"
        );
        let changing = Keys { jwt: keys.jwt.clone(), secrets: other.clone(), other_secrets: Some(secrets) };
        changing.check(&db).await.unwrap();
        assert!(changing.differing(&db).await.unwrap().is_empty());
        changing.settle(&db).await.unwrap();
        Keys { other_secrets: None, ..changing }.check(&db).await.unwrap();
        keys.check(&db).await.unwrap_err();
    }

    #[tokio::test]
    async fn other_keys_are_refused_on_sqlite() {
        other_keys_are_refused(Kind::Sqlite).await;
    }

    #[tokio::test]
    async fn other_keys_are_refused_on_postgres() {
        other_keys_are_refused(Kind::Postgres).await;
    }
}
