//! What the disk has room for.

use std::{io, path::Path};

/// How many bytes may still be written to the file system that holds `folder`.
pub fn free_bytes(folder: &Path) -> io::Result<u64> {
    let told = rustix::fs::statvfs(folder)?;
    Ok(told.f_bavail.saturating_mul(told.f_frsize))
}
