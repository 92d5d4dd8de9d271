//! The name under which this process holds leases.
//!
//! It is kept in the data folder, in a file that stays locked as long as the process lives. Who finds the file unlocked
//! has the dead process's name, and may take back what it held: a crash costs the time of a start, not of a lease.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

use recado_domain::{Ids as _, SystemIds, Timestamp};
use uuid::Uuid;

const FILE: &str = "node";

/// A name that no other living process has.
#[derive(Debug)]
pub struct Holder {
    name: Uuid,
    /// Locked until this is dropped; without it the name is new, and nobody had it before.
    kept: Option<File>,
}

impl Holder {
    /// The name kept in this folder, made when there is none. While another process has it, and where the folder cannot
    /// be written to, a new one that is kept nowhere.
    pub fn take(folder: &Path, now: Timestamp) -> Self {
        let fresh = SystemIds::default().v7(now);
        match kept(folder, fresh) {
            Ok(Some((name, file))) => Self { name, kept: Some(file) },
            Ok(None) => Self { name: fresh, kept: None },
            Err(error) => {
                tracing::warn!(category = "system", %error, "the node's name cannot be kept in the data folder");
                Self { name: fresh, kept: None }
            }
        }
    }

    /// The name.
    pub fn name(&self) -> String {
        self.name.to_string()
    }

    /// Whether a process before this one may have had the name, and is dead for certain.
    pub fn is_inherited(&self) -> bool {
        self.kept.is_some()
    }
}

fn kept(folder: &Path, fresh: Uuid) -> io::Result<Option<(Uuid, File)>> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600);
    let mut file = options.open(folder.join(FILE))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    if let Ok(name) = text.trim().parse() {
        return Ok(Some((name, file)));
    }
    file.set_len(0)?;
    io::Seek::rewind(&mut file)?;
    writeln!(file, "{fresh}")?;
    file.sync_all()?;
    Ok(Some((fresh, file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_outlives_the_process_and_is_nobody_elses_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let first = Holder::take(folder.path(), Timestamp::from_secs(1));
        let beside = Holder::take(folder.path(), Timestamp::from_secs(2));
        assert!(first.is_inherited() && !beside.is_inherited());
        assert_ne!(first.name(), beside.name());
        let name = first.name();
        drop(first);
        let after = Holder::take(folder.path(), Timestamp::from_secs(3));
        assert_eq!((after.name(), after.is_inherited()), (name, true));
    }

    #[test]
    fn what_is_no_name_is_replaced_and_a_folder_that_is_not_there_gives_a_new_one() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "half a na").unwrap();
        let name = Holder::take(folder.path(), Timestamp::from_secs(1)).name();
        assert_eq!(Holder::take(folder.path(), Timestamp::from_secs(2)).name(), name);
        assert!(!Holder::take(&folder.path().join("missing"), Timestamp::from_secs(3)).is_inherited());
    }
}
