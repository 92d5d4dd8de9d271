//! The copy of the file that is made before it is migrated: the way back when an upgrade was a mistake.
//!
//! It lies beside the database as `recado.db.before-<first migration>`, is a whole database of its own, and is in its
//! place only when it is complete and synced. The last two are kept.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use rusqlite::{Connection, backup::Backup};

use super::{Access, connect, file::prepare};
use crate::{disk, error::DbError};

/// How many copies are kept.
const KEPT: usize = 2;
/// What stands between the database's name and the migration's.
const MARK: &str = ".before-";
/// Room that must be left for the migration itself and for what is written meanwhile.
const SPARE: u64 = 16 * 1024 * 1024;

/// Copies the committed database beside itself; else where the copy should be, and why it is not.
pub(crate) fn copy_before(path: &Path, migration: &str) -> Result<PathBuf, (PathBuf, String)> {
    let copy = beside(path, &format!("{MARK}{migration}"));
    let part = beside(&copy, ".part");
    match make(path, &part, &copy) {
        Ok(()) => {
            forget_older(path, &copy);
            Ok(copy)
        }
        Err(cause) => {
            drop(fs::remove_file(&part)); // half a copy is of no use; why it is only half is what counts
            Err((copy, cause))
        }
    }
}

fn make(path: &Path, part: &Path, copy: &Path) -> Result<(), String> {
    let text = |error: io::Error| error.to_string();
    let words = |error: rusqlite::Error| DbError::from(error).to_string();
    if part.exists() {
        fs::remove_file(part).map_err(text)?; // of a process that was killed
    }
    let source = connect(path, Access::Read).map_err(|error| error.to_string())?;
    has_room(&source, path)?;
    prepare(part).map_err(|error| error.to_string())?;
    let mut target = Connection::open(part).map_err(words)?;
    // All pages of one moment, in one step.
    Backup::new(&source, &mut target).and_then(|backup| backup.step(-1)).map_err(words)?;
    drop(target);
    File::open(part).and_then(|file| file.sync_all()).map_err(text)?;
    fs::rename(part, copy).map_err(text)?;
    File::open(folder_of(path)).and_then(|folder| folder.sync_all()).map_err(text)
}

/// Refuses before a full disk stops a server that runs beside.
fn has_room(source: &Connection, path: &Path) -> Result<(), String> {
    let number = |pragma: &str| source.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let size = number("page_count").and_then(|pages| Ok(pages * number("page_size")?));
    let size = size.map_err(|error| DbError::from(error).to_string())?.unsigned_abs();
    enough(size, disk::free_bytes(folder_of(path)).map_err(|error| error.to_string())?)
}

fn enough(size: u64, free: u64) -> Result<(), String> {
    let needed = size + SPARE;
    if free >= needed {
        return Ok(());
    }
    let mib = |bytes: u64| bytes.div_ceil(1024 * 1024);
    Err(format!("it needs {} MiB, {} MiB are free", mib(needed), mib(free)))
}

/// Deletes all but the newest copies; one that cannot be deleted stays, which is no reason not to migrate.
fn forget_older(path: &Path, newest: &Path) {
    let Some(beginning) = path.file_name().map(|name| format!("{}{MARK}", name.to_string_lossy())) else { return };
    let mut older: Vec<(SystemTime, PathBuf)> = Vec::new();
    for file in fs::read_dir(folder_of(path)).into_iter().flatten().flatten() {
        let made = file.metadata().and_then(|metadata| metadata.modified());
        let is_copy = file.file_name().to_string_lossy().starts_with(&beginning) && file.path() != newest;
        if let (true, Ok(made)) = (is_copy, made) {
            older.push((made, file.path()));
        }
    }
    older.sort_unstable();
    older.reverse();
    for (_, file) in older.into_iter().skip(KEPT - 1) {
        if let Err(error) = fs::remove_file(&file) {
            tracing::warn!(category = "system", file = %file.display(), %error, "an old copy of the database stays");
        }
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(end);
    path.with_file_name(name)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn without_room_for_the_copy_and_the_migration_it_is_not_begun() {
        assert_eq!(enough(5, 5 + SPARE), Ok(()));
        assert_eq!(enough(1024 * 1024, 10), Err("it needs 17 MiB, 1 MiB are free".to_owned()));
    }

    #[test]
    fn only_the_last_two_are_kept_and_nothing_else_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("recado.db");
        let file = |end: &str| folder.path().join(format!("recado.db{end}"));
        let (old, last) = (Duration::from_secs(10), Duration::from_secs(20));
        for (end, age) in [(".before-1", old), (".before-2", last), (".before-3", last * 2), ("-wal", old)] {
            let made = File::create(file(end)).unwrap();
            made.set_modified(SystemTime::UNIX_EPOCH + age).unwrap();
        }
        forget_older(&path, &file(".before-1"));
        let kept = [".before-1", ".before-2", ".before-3", "-wal"].map(|end| file(end).exists());
        assert_eq!(kept, [true, false, true, true], "the one just made, whatever its age, and the newest before it");
    }
}
