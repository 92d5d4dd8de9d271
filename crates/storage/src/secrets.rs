//! Secrets at rest: access tokens, app secrets, verify tokens.
//!
//! Each tenant has a data key, wrapped by the key-encryption key (`RECADO_SECRETS__KEY`) and kept in
//! `tenants.data_key`; without it the tenant's secrets are noise. Everything is AES-256-GCM; table, column, row and
//! owner are authenticated with it, so that a ciphertext moved to another place is unreadable there.
//!
//! An envelope is: version (1 byte), key id (4), nonce (12), ciphertext with tag. Nothing here panics on stored bytes.

use std::fmt;

use aes_gcm::{
    Aes256Gcm, Key, KeyInit,
    aead::{Aead, Nonce, Payload},
};
use recado_domain::TenantId;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::sealed_file::FileKey;

/// Why bytes could not be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Too short, or of a version that this program does not know.
    #[error("not a sealed secret")]
    Malformed,
    /// Sealed under another key.
    #[error("sealed under another key")]
    OtherKey,
    /// Changed, cut, or moved from another table, column, row or owner.
    #[error("the sealed secret is damaged or stands in a place that it was not sealed for")]
    Refused,
    /// The machine gave no random bytes.
    #[error("no randomness")]
    NoRandomness,
}

/// Whose secret it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The operator of the installation: the app `default`.
    Platform,
    /// A tenant.
    Tenant(TenantId),
}

/// Where a secret stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The table's name.
    pub table: &'static str,
    /// The column's name.
    pub column: &'static str,
    /// The row's id.
    pub row: Uuid,
}

const VERSION: u8 = 1;
const ID: usize = 4;
const NONCE: usize = 12;
const HEADER: usize = 1 + ID + NONCE;

/// The key-encryption key: it only wraps data keys. While it is being changed there is another one, which opens and never
/// seals. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Keyring {
    present: SealingKey,
    other: Option<SealingKey>,
}

/// An owner's data key, in memory. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct DataKey {
    key: SealingKey,
    /// Opens what was sealed before the operator's key was changed.
    other: Option<SealingKey>,
    owner: Owner,
}

/// An opened secret: wiped when dropped, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<Vec<u8>>);

#[derive(Clone)]
struct SealingKey(Zeroizing<[u8; 32]>);

impl Keyring {
    /// The keyring of one key.
    pub fn new(key: [u8; 32]) -> Self {
        Self { present: SealingKey(Zeroizing::new(key)), other: None }
    }

    /// The same keyring with another key that opens, too.
    #[must_use]
    pub fn opening(self, other: [u8; 32]) -> Self {
        Self { other: Some(SealingKey(Zeroizing::new(other))), ..self }
    }

    /// A text that says which key this is and nothing else about it: kept in the database, so that a node with another
    /// key refuses to start.
    pub fn fingerprint(&self) -> String {
        let digest = self.present.digest(b"fingerprint");
        let high = digest.first_chunk().expect("32 bytes begin with 16");
        format!("{:032x}", u128::from_be_bytes(*high))
    }

    /// A fresh data key for a tenant, wrapped: to be stored in `tenants.data_key`.
    pub fn new_data_key(&self, tenant: TenantId) -> Result<Vec<u8>, SecretError> {
        let key = Zeroizing::new(random::<32>()?);
        self.present.seal(&place_of_key(tenant), &*key)
    }

    /// The data key of a tenant, from what is stored.
    pub fn data_key(&self, tenant: TenantId, wrapped: &[u8]) -> Result<DataKey, SecretError> {
        let opened = either(&self.present, self.other.as_ref(), &place_of_key(tenant), wrapped)?;
        let key: [u8; 32] = opened.as_slice().try_into().map_err(|_| SecretError::Malformed)?;
        Ok(DataKey { key: SealingKey(Zeroizing::new(key)), other: None, owner: Owner::Tenant(tenant) })
    }

    /// The same data key, wrapped by the present key.
    pub fn wrap_anew(&self, tenant: TenantId, wrapped: &[u8]) -> Result<Vec<u8>, SecretError> {
        self.present.seal(&place_of_key(tenant), &*self.data_key(tenant, wrapped)?.key.0)
    }

    /// Whether this is a data key that the present key has wrapped.
    pub fn has_wrapped(&self, wrapped: &[u8]) -> bool {
        self.present.has_sealed(wrapped)
    }

    /// The key of backups, where they have none of their own, derived from this key.
    pub fn file_key(&self) -> FileKey {
        FileKey::new(self.present.digest(b"backup key"))
    }

    /// The platform's own data key, derived from this key: it has no row to be stored in.
    pub fn platform_key(&self) -> DataKey {
        let derived = |key: &SealingKey| SealingKey(Zeroizing::new(key.digest(b"platform data key")));
        DataKey { key: derived(&self.present), other: self.other.as_ref().map(derived), owner: Owner::Platform }
    }
}

fn place_of_key(tenant: TenantId) -> Vec<u8> {
    associated(Place { table: "tenants", column: "data_key", row: tenant.uuid() }, Owner::Tenant(tenant))
}

impl DataKey {
    /// Seals a secret for its place.
    pub fn seal(&self, place: Place, secret: &[u8]) -> Result<Vec<u8>, SecretError> {
        self.key.seal(&associated(place, self.owner), secret)
    }

    /// Opens what stands in a place.
    pub fn open(&self, place: Place, sealed: &[u8]) -> Result<Secret, SecretError> {
        either(&self.key, self.other.as_ref(), &associated(place, self.owner), sealed).map(Secret)
    }

    /// Whether this was sealed under this key, and not under the one before.
    pub fn has_sealed(&self, sealed: &[u8]) -> bool {
        self.key.has_sealed(sealed)
    }

    /// A key for one purpose of the owner, such as a message authentication code.
    pub fn derive(&self, purpose: &[u8]) -> [u8; 32] {
        self.key.digest(purpose)
    }
}

/// Opens with whichever of the two keys it was sealed under.
fn either(
    key: &SealingKey,
    other: Option<&SealingKey>,
    place: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    match (key.open(place, sealed), other) {
        (Err(SecretError::OtherKey), Some(other)) => other.open(place, sealed),
        (opened, _) => opened,
    }
}

/// The place and the owner as bytes that no other place and owner have.
fn associated(place: Place, owner: Owner) -> Vec<u8> {
    let owner = match owner {
        Owner::Platform => Uuid::nil(),
        Owner::Tenant(tenant) => tenant.uuid(),
    };
    let names = [place.table, "|", place.column, "|"].concat();
    [names.as_bytes(), place.row.as_bytes(), owner.as_bytes()].concat()
}

impl SealingKey {
    fn seal(&self, place: &[u8], secret: &[u8]) -> Result<Vec<u8>, SecretError> {
        let nonce = random::<NONCE>()?;
        let payload = Payload { msg: secret, aad: place };
        let sealed =
            self.cipher().encrypt(&Nonce::<Aes256Gcm>::from(nonce), payload).map_err(|_| SecretError::Refused)?;
        Ok([&[VERSION][..], &self.id(), &nonce, &sealed].concat())
    }

    fn open(&self, place: &[u8], envelope: &[u8]) -> Result<Zeroizing<Vec<u8>>, SecretError> {
        let (header, sealed) = envelope.split_at_checked(HEADER).ok_or(SecretError::Malformed)?;
        if header[0] != VERSION {
            return Err(SecretError::Malformed);
        }
        if header[1..=ID] != self.id() {
            return Err(SecretError::OtherKey);
        }
        let nonce: [u8; NONCE] = header[1 + ID..].try_into().map_err(|_| SecretError::Malformed)?;
        let payload = Payload { msg: sealed, aad: place };
        let opened = self.cipher().decrypt(&Nonce::<Aes256Gcm>::from(nonce), payload);
        opened.map(Zeroizing::new).map_err(|_| SecretError::Refused)
    }

    fn has_sealed(&self, envelope: &[u8]) -> bool {
        envelope.get(1..=ID) == Some(&self.id()[..])
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&Key::<Aes256Gcm>::from(*self.0))
    }

    /// Which key an envelope was sealed under.
    fn id(&self) -> [u8; ID] {
        let [a, b, c, d, ..] = self.digest(b"key id");
        [a, b, c, d]
    }

    /// A hash of the key for one purpose. The key is 32 random bytes, so a plain hash gives nothing of it away.
    fn digest(&self, purpose: &[u8]) -> [u8; 32] {
        Sha256::new().chain_update(b"recado ").chain_update(purpose).chain_update(*self.0).finalize().into()
    }
}

fn random<const N: usize>() -> Result<[u8; N], SecretError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| SecretError::NoRandomness)?;
    Ok(bytes)
}

impl Secret {
    /// The bytes.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The text; `None` when it is not UTF-8.
    pub fn expose_text(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}

macro_rules! prints_nothing {
    ($($t:ty),+) => {$(
        impl fmt::Debug for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("***")
            }
        }
    )+};
}
prints_nothing!(Keyring, DataKey, Secret);

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "a test makes its own tenants")]
    const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(7));
    const PLACE: Place = Place { table: "phone_numbers", column: "access_token", row: Uuid::from_u128(1) };

    fn key() -> DataKey {
        let keyring = Keyring::new([7; 32]);
        keyring.data_key(TENANT, &keyring.new_data_key(TENANT).unwrap()).unwrap()
    }

    #[test]
    fn a_sealed_secret_opens_in_its_place_and_hides_its_text() {
        let (key, secret) = (key(), b"EAAG-token");
        let sealed = key.seal(PLACE, secret).unwrap();
        assert!(!sealed.windows(4).any(|window| window == b"EAAG"));
        assert_eq!(key.open(PLACE, &sealed).unwrap().expose_text(), Some("EAAG-token"));
        assert_ne!(key.seal(PLACE, secret).unwrap(), sealed, "a fresh nonce each time");
    }

    #[test]
    fn a_ciphertext_moved_elsewhere_is_unreadable() {
        let key = key();
        let sealed = key.seal(PLACE, b"secret").unwrap();
        for place in [
            Place { row: Uuid::from_u128(2), ..PLACE },
            Place { column: "name", ..PLACE },
            Place { table: "apps", ..PLACE },
        ] {
            assert_eq!(key.open(place, &sealed).unwrap_err(), SecretError::Refused, "{place:?}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test makes its own tenants")]
    fn another_tenants_key_does_not_open() {
        let keyring = Keyring::new([7; 32]);
        let wrapped = keyring.new_data_key(TENANT).unwrap();
        let other = TenantId::from_uuid(Uuid::from_u128(8));
        assert_eq!(keyring.data_key(other, &wrapped).unwrap_err(), SecretError::Refused);
        assert_eq!(Keyring::new([8; 32]).data_key(TENANT, &wrapped).unwrap_err(), SecretError::OtherKey);
        let sealed = key().seal(PLACE, b"secret").unwrap();
        assert_eq!(keyring.platform_key().open(PLACE, &sealed).unwrap_err(), SecretError::OtherKey);
        assert_eq!(key().open(PLACE, &sealed).unwrap_err(), SecretError::OtherKey, "a deleted key is gone for good");
    }

    #[test]
    fn what_was_sealed_before_a_change_of_keys_opens_until_the_other_one_is_gone() {
        let before = Keyring::new([7; 32]);
        let (wrapped, sealed) =
            (before.new_data_key(TENANT).unwrap(), before.platform_key().seal(PLACE, b"hush").unwrap());
        let between = Keyring::new([8; 32]).opening([7; 32]);
        assert_eq!(between.platform_key().open(PLACE, &sealed).unwrap().expose_text(), Some("hush"));
        assert!(!between.has_wrapped(&wrapped) && !between.platform_key().has_sealed(&sealed));
        let token = before.data_key(TENANT, &wrapped).unwrap().seal(PLACE, b"EAAG").unwrap();
        let anew = between.wrap_anew(TENANT, &wrapped).unwrap();
        let after = Keyring::new([8; 32]);
        assert!(after.has_wrapped(&anew));
        assert_eq!(after.data_key(TENANT, &anew).unwrap().open(PLACE, &token).unwrap().expose_text(), Some("EAAG"));
        assert_eq!(before.data_key(TENANT, &anew).unwrap_err(), SecretError::OtherKey);
        assert_eq!(after.data_key(TENANT, &wrapped).unwrap_err(), SecretError::OtherKey);
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_an_error() {
        let key = key();
        let sealed = key.seal(PLACE, b"secret").unwrap();
        for length in 0..sealed.len() {
            assert!(key.open(PLACE, &sealed[..length]).is_err(), "cut to {length}");
        }
        for bit in 0..sealed.len() * 8 {
            let mut damaged = sealed.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(key.open(PLACE, &damaged).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn nothing_prints_its_secret_and_a_fingerprint_names_its_key() {
        let (keyring, secret) = (Keyring::new([7; 32]), Secret(Zeroizing::new(b"hush".to_vec())));
        assert_eq!(format!("{keyring:?} {:?} {secret:?}", keyring.platform_key()), "*** *** ***");
        assert_eq!(keyring.fingerprint(), Keyring::new([7; 32]).fingerprint());
        assert_ne!(keyring.fingerprint(), Keyring::new([8; 32]).fingerprint());
        assert_eq!(keyring.fingerprint().len(), 32);
    }
}
