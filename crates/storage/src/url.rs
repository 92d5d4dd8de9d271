//! Where the database is: `sqlite://PATH` or `postgres://…`; the scheme picks the engine.

use std::{fmt, path::PathBuf, str::FromStr};

use tokio_postgres::config::SslMode;

/// A parsed database URL. `Debug` shows no password.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// The file of the embedded engine.
    Sqlite(PathBuf),
    /// A PostgreSQL server.
    Postgres(Box<PostgresUrl>),
}

/// A PostgreSQL server and how it is spoken to.
#[derive(Clone)]
pub struct PostgresUrl {
    pub(crate) config: tokio_postgres::Config,
    pub(crate) verification: Verification,
    pub(crate) root_certificates: Option<PathBuf>,
}

/// What is asked of the server's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verification {
    /// `prefer`: encryption if the server offers it, whoever it is, as libpq does.
    None,
    /// `require`, `verify-ca`, `verify-full`: a certificate for this host, signed by a known authority. Stricter than
    /// libpq in the first two.
    Full,
}

/// Why a text is not a database URL. It never repeats the text, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// Neither `sqlite://` nor `postgres://`.
    #[error("a database URL begins with sqlite:// or postgres://")]
    Scheme,
    /// `sqlite://` and nothing behind it.
    #[error("sqlite:// needs a path behind it")]
    Path,
    /// `sslmode` is none of libpq's words.
    #[error("sslmode is one of disable, prefer, require, verify-ca, verify-full")]
    SslMode,
    /// The rest of the URL, in the driver's words.
    #[error("not a PostgreSQL URL: {0}")]
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        if let Some(path) = text.strip_prefix("sqlite://") {
            return if path.is_empty() { Err(UrlError::Path) } else { Ok(Self::Sqlite(PathBuf::from(path))) };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return text.parse().map(|url| Self::Postgres(Box::new(url)));
        }
        Err(UrlError::Scheme)
    }
}

impl FromStr for PostgresUrl {
    type Err = UrlError;

    /// The driver knows neither `sslrootcert` nor `verify-…`: both are taken out of the query before it reads the rest.
    fn from_str(text: &str) -> Result<Self, UrlError> {
        let (address, query) = text.split_once('?').unwrap_or((text, ""));
        let (mut mode, mut root_certificates, mut rest) = ("prefer", None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", word)) => mode = word,
                Some(("sslrootcert", path)) => root_certificates = Some(PathBuf::from(path)),
                _ => rest.push(pair),
            }
        }
        let (ssl_mode, verification) = match mode {
            "disable" => (SslMode::Disable, Verification::None),
            "prefer" => (SslMode::Prefer, Verification::None),
            "require" | "verify-ca" | "verify-full" => (SslMode::Require, Verification::Full),
            _ => return Err(UrlError::SslMode),
        };
        let plain = if rest.is_empty() { address.to_owned() } else { format!("{address}?{}", rest.join("&")) };
        let parsed = plain.parse::<tokio_postgres::Config>();
        let mut config = parsed.map_err(|error| UrlError::Postgres(error.to_string()))?;
        config.ssl_mode(ssl_mode);
        Ok(Self { config, verification, root_certificates })
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user = self.config.get_user().unwrap_or_default();
        write!(
            f,
            "postgres://{user}:***@{:?}/{}",
            self.config.get_hosts(),
            self.config.get_dbname().unwrap_or_default()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn postgres(text: &str) -> PostgresUrl {
        let Ok(DatabaseUrl::Postgres(url)) = text.parse() else { panic!("{text}") };
        *url
    }

    #[test]
    fn the_scheme_picks_the_engine() {
        let Ok(DatabaseUrl::Sqlite(path)) = "sqlite://data/recado.db".parse() else { panic!("sqlite") };
        assert_eq!(path, PathBuf::from("data/recado.db"));
        assert_eq!(postgres("postgresql://ana@db.example:6432/recado").config.get_ports(), [6432]);
        assert_eq!("mysql://x".parse::<DatabaseUrl>().unwrap_err(), UrlError::Scheme);
        assert_eq!("sqlite://".parse::<DatabaseUrl>().unwrap_err(), UrlError::Path);
    }

    #[test]
    fn sslmode_says_what_is_asked_of_the_server() {
        for (word, mode, verification) in [
            ("disable", SslMode::Disable, Verification::None),
            ("prefer", SslMode::Prefer, Verification::None),
            ("require", SslMode::Require, Verification::Full),
            ("verify-full", SslMode::Require, Verification::Full),
        ] {
            let url = postgres(&format!("postgres://h/d?sslmode={word}&application_name=x&sslrootcert=/ca.pem"));
            assert_eq!((url.config.get_ssl_mode(), url.verification), (mode, verification), "{word}");
            assert_eq!(url.config.get_application_name(), Some("x"));
            assert_eq!(url.root_certificates, Some(PathBuf::from("/ca.pem")));
        }
        assert_eq!(postgres("postgres://h/d").config.get_ssl_mode(), SslMode::Prefer);
        assert_eq!("postgres://h/d?sslmode=maybe".parse::<DatabaseUrl>().unwrap_err(), UrlError::SslMode);
    }

    #[test]
    fn no_password_is_printed() {
        let url: DatabaseUrl = "postgres://ana:geheim@h/d".parse().unwrap();
        assert!(!format!("{url:?}").contains("geheim"), "{url:?}");
    }
}
