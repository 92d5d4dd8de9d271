//! What holds for the repository itself: who may depend on whom, how long a file may be, what may not be committed.
//!
//! Knows nothing of the product. To add a rule: one table row if the rule is there, else one small test in its file.

mod dependencies;
mod documents;
mod files;
mod security;

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).expect("crates/it lies two folders below the root")
}

/// Every file that is, or would be, committed; relative to the root.
fn repository_files() -> Vec<PathBuf> {
    let listing = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git is installed");
    assert!(listing.status.success(), "git ls-files: {}", String::from_utf8_lossy(&listing.stderr));

    let names = String::from_utf8(listing.stdout).expect("file names are UTF-8");
    let files: Vec<PathBuf> = names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect();
    assert!(files.contains(&PathBuf::from("Cargo.toml")), "the listing is not this repository's");
    files.into_iter().filter(|file| root().join(file).is_file()).collect()
}

/// The text of one of those files, or nothing if it is not text.
fn text_of(file: &Path) -> Option<String> {
    let bytes = std::fs::read(root().join(file)).expect("a listed file can be read");
    if bytes.contains(&0) { None } else { String::from_utf8(bytes).ok() }
}

/// One readable list of all that is wrong, not the first only.
fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}
