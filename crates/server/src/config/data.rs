//! The folder that holds what is not in the database.

use std::{fs::DirBuilder, os::unix::fs::DirBuilderExt as _, path::PathBuf};

use super::reader::{ConfigProblems, Section};

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

    /// Makes the folder when it is missing, for nobody else to look into.
    pub fn make_folder(&self) -> Result<(), ConfigProblems> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&self.dir);
        let shown = self.dir.display();
        made.map_err(|error| ConfigProblems::one("data.dir", format!("{shown} cannot be made: {error}")))
    }
}
