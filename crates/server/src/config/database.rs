//! Which database: the scheme of the address picks the engine.

use recado_storage::{DatabaseUrl, UrlError};

use super::{
    data::DataConfig,
    reader::{Key, Section},
    value::Setting,
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

impl DatabaseConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self {
            url: from.optional(Key::called("url", &["DATABASE_URL"])),
            migrate: from.or("migrate", true),
            max_connections: from.number("max_connections", 16, 2..=1_000),
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
        // SQLite would take both for something else than a file that lasts.
        if text.strip_prefix("sqlite://").is_some_and(|path| path == ":memory:" || path.contains('?')) {
            return Err("sqlite:// must be followed by the path of a file".to_owned());
        }
        text.parse().map_err(|error: UrlError| error.to_string())
    }

    fn show(&self) -> String {
        "***".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_lasts() {
        for wrong in ["", "recado.db", "sqlite://", "sqlite::memory:", "sqlite://:memory:", "sqlite://a?mode=memory"] {
            assert!(DatabaseUrl::parse(wrong).is_err(), "{wrong}");
        }
        assert!(DatabaseUrl::parse("sqlite://a.db").is_ok() && DatabaseUrl::parse("postgres://u:p@h/d").is_ok());
    }

    #[test]
    fn a_password_in_the_address_is_not_shown() {
        let url = DatabaseUrl::parse("postgres://recado:hunter2@db/recado").unwrap();
        assert!(!format!("{url:?}{}", url.show()).contains("hunter2"));
        let broken = DatabaseUrl::parse("postgres://recado:hunter2@db:port/recado").unwrap_err();
        assert!(!broken.contains("hunter2"), "{broken}");
    }
}
