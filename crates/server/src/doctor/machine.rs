//! The machine: the data folder, its keys and its disk.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use recado_storage::{DatabaseUrl, disk};

use super::Finding;
use crate::config::Config;

const GIB: u64 = 1024 * 1024 * 1024;
/// Less is asked to be looked at.
const LITTLE: u64 = 2 * GIB;
/// Less will stop it soon.
const TOO_LITTLE: u64 = GIB / 4;

pub(super) fn all(config: &Config) -> Vec<Finding> {
    let folder = &config.data.dir;
    if !folder.exists() {
        let remedy = "recado serve makes it; set RECADO_DATA__DIR if it should be elsewhere";
        return vec![Finding::advice("data-folder", format!("{} is not there yet", folder.display()), remedy)];
    }
    let database = match config.database.address(&config.data) {
        DatabaseUrl::Sqlite(file) => file.parent().filter(|parent| parent.exists()).map(Path::to_path_buf),
        DatabaseUrl::Postgres(_) => None,
    };
    vec![permissions(folder), room(database.as_deref().unwrap_or(folder))]
}

fn permissions(folder: &Path) -> Finding {
    const CHECK: &str = "data-folder";
    let mode = |path: &Path| fs::metadata(path).map(|metadata| metadata.permissions().mode() & 0o777);
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let secret = files.filter(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".key") || name.starts_with("recado.db")
    });
    let open: Vec<String> = secret
        .filter(|file| mode(file).is_ok_and(|mode| mode & 0o077 != 0))
        .map(|file| file.display().to_string())
        .collect();
    if !open.is_empty() {
        let open = open.join(", ");
        return Finding::fault(CHECK, format!("others on this machine may read {open}"), format!("chmod 600 {open}"));
    }
    let probe = folder.join(format!("doctor.{}", std::process::id()));
    let written = fs::write(&probe, "").and_then(|()| fs::remove_file(&probe));
    match written {
        Ok(()) => Finding::ok(CHECK, format!("{} can be written to, its keys are its owner's", folder.display())),
        Err(error) => {
            let remedy = format!("give it to the user that Recado runs as: chown {}", folder.display());
            Finding::fault(CHECK, format!("{} cannot be written to: {error}", folder.display()), remedy)
        }
    }
}

fn room(folder: &Path) -> Finding {
    match disk::free_bytes(folder) {
        Ok(free) => judge_room(folder, free),
        Err(error) => Finding::advice("disk", format!("{}: {error}", folder.display()), "look at the disk by hand"),
    }
}

pub(super) fn judge_room(folder: &Path, free: u64) -> Finding {
    let tenths = free / (GIB / 10);
    let found = format!("{}.{} GiB are free at {}", tenths / 10, tenths % 10, folder.display());
    let remedy = "make room: a full disk refuses webhooks and sends until it is not full any more";
    match free {
        free if free < TOO_LITTLE => Finding::fault("disk", found, remedy),
        free if free < LITTLE => Finding::advice("disk", found, remedy),
        _ => Finding::ok("disk", found),
    }
}
