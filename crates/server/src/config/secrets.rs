//! The key that wraps all other keys.

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use std::fmt;
use zeroize::Zeroizing;

use super::{reader::Section, value::Setting};

/// With or without `=` at its end.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// `[secrets]`
#[derive(Debug)]
pub struct SecretsConfig {
    /// Wraps the tenants' keys; every node needs the same. Unset: `secrets.key` in the data folder.
    pub key: Option<WrappingKey>,
    /// Opens and never seals, while the key is being changed.
    pub other_key: Option<WrappingKey>,
}

impl SecretsConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self { key: from.optional("key"), other_key: from.optional("other_key") }
    }
}

/// 32 bytes, in text as base64.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappingKey(Zeroizing<[u8; 32]>);

impl WrappingKey {
    /// A key of these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for the one who encrypts.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As an operator writes it.
    pub(super) fn encode(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64.encode(self.bytes()))
    }
}

impl fmt::Debug for WrappingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Setting for WrappingKey {
    const IS_SECRET: bool = true;

    fn parse(text: &str) -> Result<Self, String> {
        let bytes = BASE64.decode(text).map(Zeroizing::new).map_err(|_| "is not base64".to_owned())?;
        let bytes: [u8; 32] =
            bytes.as_slice().try_into().map_err(|_| format!("holds {} bytes, not 32", bytes.len()))?;
        Ok(Self::from_bytes(bytes))
    }

    fn show(&self) -> String {
        "***".to_owned()
    }
}
