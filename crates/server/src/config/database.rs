//! Which database: the scheme of the address picks the engine.

use std::path::PathBuf;

use super::{
    data::DataConfig,
    reader::{Key, Section},
    value::{Secret, Setting},
};

/// `[database]`
#[derive(Debug)]
pub struct DatabaseConfig {
    /// Unset: SQLite, `recado.db` in the data folder.
    pub url: Option<DatabaseUrl>,
    /// Whether `serve` brings the schema up to date at start; else it refuses to start on an old one.
    pub migrate: bool,
    /// PostgreSQL connections of this node.
    pub max_connections: u32,
}

/// An address of a database. It may hold a password, so `Debug` shows the engine only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The file of an SQLite database.
    Sqlite(PathBuf),
    /// What tokio-postgres is given, as it was written.
    Postgres(Secret),
}

impl DatabaseConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self {
            url: from.optional(Key::called("url", &["DATABASE_URL"])),
            migrate: from.or("migrate", true),
            max_connections: from.number("max_connections", 20, 2..=1_000),
        }
    }

    /// The database in force.
    pub fn address(&self, data: &DataConfig) -> DatabaseUrl {
        self.url.clone().unwrap_or_else(|| DatabaseUrl::Sqlite(data.dir.join("recado.db")))
    }
}

impl Setting for DatabaseUrl {
    const IS_SECRET: bool = true;

    fn parse(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite://") {
            if path.is_empty() || path.contains([':', '?']) {
                return Err("sqlite:// must be followed by the path of a file".to_owned());
            }
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(Secret::new(text)));
        }
        Err("must begin with sqlite:// or postgres://".to_owned())
    }

    fn show(&self) -> String {
        "***".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_picks_the_engine() {
        assert_eq!(DatabaseUrl::parse("sqlite://a/b.db").unwrap(), DatabaseUrl::Sqlite(PathBuf::from("a/b.db")));
        assert_eq!(DatabaseUrl::parse("sqlite:///a/b.db").unwrap(), DatabaseUrl::Sqlite(PathBuf::from("/a/b.db")));
        for url in ["postgres://u:p@h/d", "postgresql://h/d?sslmode=require"] {
            assert_eq!(DatabaseUrl::parse(url).unwrap(), DatabaseUrl::Postgres(Secret::new(url)));
        }
        for wrong in ["", "recado.db", "sqlite://", "sqlite::memory:", "sqlite://:memory:", "mysql://u:p@h/d"] {
            assert!(DatabaseUrl::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_in_the_address_is_not_shown() {
        let url = DatabaseUrl::parse("postgres://recado:hunter2@db/recado").unwrap();
        assert!(!format!("{url:?}{}", url.show()).contains("hunter2"));
    }
}
