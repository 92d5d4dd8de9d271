//! The database file: how it is made, how a connection to it is set up, and what it refuses to run on.

use std::{
    fs::{self, OpenOptions},
    path::Path,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig, types::Value};

use crate::error::{DbError, DbResult};

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Write,
    Read,
}

/// Sizes and modes measured in the data-layer study: 64 MiB of cache per reader (twice that for the writer) is enough
/// without a memory map, which would turn I/O errors into signals. `auto_vacuum` must stand before the first table.
const WRITER: &str = "
    PRAGMA page_size = 4096;
    PRAGMA auto_vacuum = INCREMENTAL;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -131072;
    PRAGMA mmap_size = 0;
    PRAGMA temp_store = MEMORY;
    PRAGMA journal_size_limit = 67108864;";
const READER: &str = "
    PRAGMA query_only = ON;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -65536;
    PRAGMA mmap_size = 0;
    PRAGMA temp_store = MEMORY;";

/// Makes the file with mode 0600 if it is not there (SQLite gives its companions the same), and refuses a network
/// file system, on which neither locks nor fsync can be relied on.
pub(crate) fn prepare(path: &Path) -> DbResult<()> {
    let unusable = |error: std::io::Error| DbError::Refused(format!("{}: {error}", path.display()));
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(unusable)?;
    let whole = path.canonicalize().map_err(unusable)?;
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default(); // elsewhere: nothing to ask
    match file_system(&whole, &mounts) {
        Some(kind) if NETWORK.contains(&kind) => {
            let place = path.display();
            Err(DbError::Refused(format!("{place} lies on a network file system ({kind}): SQLite is not safe there")))
        }
        _ => Ok(()),
    }
}

const NETWORK: [&str; 10] =
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.glusterfs"];

/// The kind of the file system that holds `path`: the deepest mount point above it. The format is proc(5)'s: the mount
/// point is the fifth field, the kind the first one behind the lone dash.
fn file_system<'m>(path: &Path, mounts: &'m str) -> Option<&'m str> {
    let mounted = mounts.lines().filter_map(|line| {
        let (mount, kind) = line.split_once(" - ")?;
        let point = mount.split(' ').nth(4)?;
        path.starts_with(point).then_some((point.len(), kind.split(' ').next()?))
    });
    mounted.max_by_key(|(depth, _)| *depth).map(|(_, kind)| kind)
}

/// Opens one connection and reads its settings back.
pub(crate) fn connect(path: &Path, access: Access) -> DbResult<Connection> {
    let (flags, pragmas) = match access {
        Access::Write => (OpenFlags::SQLITE_OPEN_READ_WRITE, WRITER),
        Access::Read => (OpenFlags::SQLITE_OPEN_READ_ONLY, READER),
    };
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.set_prepared_statement_cache_capacity(256);
    connection.busy_timeout(Duration::from_secs(5))?; // the writer waits without blocking its thread: see `Writer`
    // No plan looks at an argument: else a statement is prepared anew for each (a tenth of the processor time of projection).
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(pragmas)?;
    check_durability(&connection)?;
    Ok(connection)
}

/// Fewer messages teach the planner nothing: the seeded figures are better.
const TEACHING: i64 = 10_000;

/// Refreshes the planner's statistics over a connection of its own, looking at a thousand rows of each index at most;
/// false while there are too few messages. 0x10002: also at tables that this connection has not read.
pub(crate) fn optimize(path: &Path) -> DbResult<bool> {
    let connection = connect(path, Access::Write)?;
    let count = "SELECT COUNT(*) FROM (SELECT 1 FROM messages LIMIT $1)";
    let messages: i64 = connection.query_row(count, [TEACHING + 1], |row| row.get(0))?;
    if messages <= TEACHING {
        return Ok(false);
    }
    connection.execute_batch("PRAGMA analysis_limit = 1000; PRAGMA optimize = 0x10002")?;
    Ok(true)
}

/// What `check_durability` reads back.
const DURABILITY: [&str; 3] = ["journal_mode", "synchronous", "foreign_keys"];

/// The promise that nothing acknowledged is lost rests on these three, so they are not believed but read back.
pub(crate) fn check_durability(connection: &Connection) -> DbResult<()> {
    let [journal, synchronous, keys] = DURABILITY.map(|pragma| setting(connection, pragma));
    let (journal, synchronous, keys) = (journal?, synchronous?, keys?);
    if (journal.as_str(), synchronous.as_str(), keys.as_str()) == ("wal", "2", "1") {
        return Ok(());
    }
    Err(DbError::Refused(format!(
        "SQLite must run with journal_mode=wal, synchronous=2 (FULL) and foreign_keys=1, not {journal}, {synchronous}, {keys}"
    )))
}

/// The same three as a connection has them that is opened as the writer's is.
pub(crate) fn durability(path: &Path) -> DbResult<Vec<String>> {
    let connection = connect(path, Access::Write)?;
    DURABILITY.iter().map(|pragma| Ok(format!("{pragma}={}", setting(&connection, pragma)?))).collect()
}

fn setting(connection: &Connection, pragma: &str) -> DbResult<String> {
    let value = connection.pragma_query_value(None, pragma, |row| row.get::<_, Value>(0))?;
    Ok(match value {
        Value::Text(text) => text,
        Value::Integer(number) => number.to_string(),
        other => format!("{other:?}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_may_lose_commits_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("recado.db");
        prepare(&path).unwrap();
        let connection = connect(&path, Access::Write).unwrap();
        connection.execute_batch("PRAGMA synchronous = NORMAL").unwrap();
        assert!(matches!(check_durability(&connection), Err(DbError::Refused(why)) if why.contains("synchronous")));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_the_file_and_its_companions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("recado.db");
        prepare(&path).unwrap();
        let connection = connect(&path, Access::Write).unwrap();
        connection.execute_batch("CREATE TABLE t (a INTEGER)").unwrap();
        let modes = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().metadata().unwrap().permissions());
        let modes: Vec<u32> = modes.map(|permissions| permissions.mode() & 0o777).collect();
        assert_eq!(modes, [0o600; 3], "database, log and index");
    }

    #[test]
    fn a_network_file_system_is_found_by_the_deepest_mount() {
        let mounts = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
                      40 22 0:35 / /data rw shared:9 - nfs4 server:/export rw\n\
                      41 40 8:2 / /data/fast rw - xfs /dev/sdb1 rw\n";
        for (path, kind) in [("/var/recado.db", "ext4"), ("/data/recado.db", "nfs4"), ("/data/fast/recado.db", "xfs")] {
            assert_eq!(file_system(Path::new(path), mounts), Some(kind), "{path}");
        }
        assert!(NETWORK.contains(&"nfs4"));
    }
}
