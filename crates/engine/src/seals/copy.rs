//! The file outside of the database: a line for each checkpoint, so that the end of a chain cannot be cut off unseen.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use recado_domain::{TenantId, Timestamp};
use recado_storage::{Scope, tenant::audit_seals::CheckpointRow};
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use super::SealError;
use crate::Engine;

/// The name of the file, where only its folder is known.
pub const FILE: &str = "audit-checkpoints.jsonl";
/// Checkpoints that are written at once.
const PIECE: u32 = 1_000;

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// `ten_…`
    pub tenant: String,
    seq: i64,
    hash: String,
    at: Timestamp,
    micros: i64,
    signature: String,
}

impl Word {
    fn of(tenant: TenantId, checkpoint: &CheckpointRow) -> Self {
        let CheckpointRow { seq, hash, at, signature } = checkpoint;
        Self {
            tenant: tenant.to_string(),
            seq: *seq,
            hash: HEXLOWER.encode(hash),
            at: *at,
            micros: at.micros(),
            signature: HEXLOWER.encode(signature),
        }
    }

    /// What it says; `None` when its digits are none.
    pub(super) fn checkpoint(&self) -> Option<CheckpointRow> {
        let (hash, signature) =
            (HEXLOWER.decode(self.hash.as_bytes()).ok()?, HEXLOWER.decode(self.signature.as_bytes()).ok()?);
        Some(CheckpointRow { seq: self.seq, hash, at: Timestamp::from_micros(self.micros), signature })
    }
}

/// Writes down the tenant's checkpoints that the file does not tell yet.
pub(super) async fn add(engine: &Engine, tenant: TenantId) -> Result<(), SealError> {
    let Some(path) = engine.settings.checkpoints.clone() else { return Ok(()) };
    let name = tenant.to_string();
    let told = read(&path).await?.into_iter().filter(|word| word.tenant == name).map(|word| word.seq).max();
    let mut after = told.unwrap_or(0);
    loop {
        let mut read = engine.db.read(Scope::Tenant(tenant)).await?;
        let piece = read.tenant().audit_seals().checkpoints(after, PIECE).await?;
        drop(read);
        let Some(last) = piece.last() else { return Ok(()) };
        after = last.seq;
        let words: Vec<_> = piece.iter().map(|checkpoint| Word::of(tenant, checkpoint)).collect();
        let file = path.clone();
        blocking(&path, move || append(&file, &words)).await?;
    }
}

/// All lines of the file; none where there is no file. A line that nobody can read, as one that was cut off, is passed over:
/// it proves nothing.
pub async fn read(path: &Path) -> Result<Vec<Word>, SealError> {
    let file = path.to_owned();
    let text = blocking(path, move || match std::fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        read => read,
    });
    Ok(text.await?.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

async fn blocking<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, SealError> {
    let failed = |cause: String| SealError::File { file: PathBuf::from(path), cause };
    let done = spawn_blocking(work).await.map_err(|error| failed(error.to_string()))?;
    done.map_err(|error| failed(error.to_string()))
}

fn append(path: &Path, words: &[Word]) -> std::io::Result<()> {
    // A line that was cut off ends before the next one begins.
    let mut text = "\n".to_owned();
    for word in words {
        text.push_str(&serde_json::to_string(word)?);
        text.push('\n');
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
