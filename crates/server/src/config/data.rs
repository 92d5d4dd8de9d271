//! The folder that holds what is not in the database.

use std::path::PathBuf;

use super::reader::Section;

/// `[data]`
#[derive(Debug)]
pub struct DataConfig {
    /// SQLite's file and generated keys live here; it is made when missing.
    pub dir: PathBuf,
}

impl DataConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self { dir: from.or("dir", PathBuf::from("./data")) }
    }
}
