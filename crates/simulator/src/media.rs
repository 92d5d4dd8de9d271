//! The bytes of files: beside the ledger when there is one, else in memory.

use std::{
    collections::HashMap,
    io,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::{meta::Meta, world::media::Medium};

const MB: usize = 1024 * 1024;

/// What may be uploaded, and how large (cloud-api.md §8).
pub(crate) const KINDS: [(&str, usize); 21] = [
    ("audio/aac", 16 * MB),
    ("audio/amr", 16 * MB),
    ("audio/mpeg", 16 * MB),
    ("audio/mp4", 16 * MB),
    ("audio/ogg", 16 * MB),
    ("audio/opus", 16 * MB),
    ("image/jpeg", 5 * MB),
    ("image/png", 5 * MB),
    ("image/webp", 500 * 1024),
    ("video/mp4", 16 * MB),
    ("video/3gpp", 16 * MB),
    ("text/plain", 100 * MB),
    ("application/pdf", 100 * MB),
    ("application/msword", 100 * MB),
    ("application/vnd.ms-excel", 100 * MB),
    ("application/vnd.ms-powerpoint", 100 * MB),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", 100 * MB),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 100 * MB),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", 100 * MB),
    ("application/zip", 100 * MB),
    ("text/csv", 100 * MB),
];

/// Files of a simulator without a folder.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<HashMap<String, Bytes>>);

impl Shelf {
    pub fn clear(&self) {
        self.files().clear();
    }

    fn files(&self) -> MutexGuard<'_, HashMap<String, Bytes>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The facts of a new file of this number.
pub(crate) fn new_medium(meta: &Meta, phone_number_id: &str, mime_type: &str, bytes: &[u8]) -> Medium {
    let mut world = meta.world();
    Medium {
        id: meta.chance.node_id(world.next_serial()),
        phone_number_id: phone_number_id.to_owned(),
        mime_type: mime_type.to_owned(),
        sha256: hex::encode(Sha256::digest(bytes)),
        size: u64::try_from(bytes.len()).expect("a file's size fits"),
        created_at: meta.meta_time(&world),
    }
}

pub(crate) async fn keep_bytes(meta: &Meta, id: &str, bytes: Bytes) -> io::Result<()> {
    let Some(path) = path_of(meta, id) else {
        meta.shelf.files().insert(id.to_owned(), bytes);
        return Ok(());
    };
    tokio::fs::create_dir_all(path.parent().expect("a file lies in a folder")).await?;
    tokio::fs::write(path, bytes).await
}

pub(crate) async fn load_bytes(meta: &Meta, id: &str) -> io::Result<Bytes> {
    match path_of(meta, id) {
        Some(path) => Ok(tokio::fs::read(path).await?.into()),
        None => meta.shelf.files().get(id).cloned().ok_or_else(|| io::ErrorKind::NotFound.into()),
    }
}

/// Ids are ours, made of digits, so they are safe as file names.
fn path_of(meta: &Meta, id: &str) -> Option<PathBuf> {
    meta.state.as_ref().map(|dir| dir.join("media").join(id))
}

/// Proves that a download address is ours.
pub(crate) fn link_hash(meta: &Meta, id: &str, expires: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(&meta.chance.link_key()).expect("HMAC takes keys of any length");
    mac.update(format!("{id} {expires}").as_bytes());
    hex::encode(&mac.finalize().into_bytes()[..16])
}
