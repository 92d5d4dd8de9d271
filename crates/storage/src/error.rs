//! What can go wrong in the database, in words that callers can act on. No driver's type leaves this crate.

use std::fmt;

use tokio_postgres::error::SqlState;

/// The answer of every storage function. "Not found" is `Ok(None)`, never an error.
pub type DbResult<T> = Result<T, DbError>;

/// Why the database did not do it. Texts never carry values of rows, so they may be logged.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    /// A unique or foreign key says no. The text names the constraint as the engine does (the engines differ): for the
    /// log, not for decisions.
    #[error("a unique or foreign key refused the row ({0})")]
    Conflict(String),
    /// An earlier statement of this transaction failed or was cancelled: only dropping it is left.
    #[error("the transaction is broken by an earlier statement")]
    Broken,
    /// A statement ran into its time limit and was ended.
    #[error("the statement took too long and was ended")]
    Timeout,
    /// The database cannot be reached, or its line was too long: the caller may try again later (HTTP 503).
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The handle was closed: this process is ending.
    #[error("the database is closed")]
    Closed,
    /// The lease that this write was made under belongs to somebody else by now; nothing was written.
    #[error("the lease {0} is held by somebody else by now")]
    Stale(String),
    /// Start-up refused to go on with this database as it is set up.
    #[error("{0}")]
    Refused(String),
    /// Anything else that the engine said.
    #[error("{0}")]
    Driver(DriverError),
    /// A stored value does not fit the type it is read into.
    #[error("a stored value cannot be read: {0}")]
    Decode(String),
}

/// An engine's own error: its code and message. PostgreSQL's detail, which quotes values, is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriverError {
    /// SQLSTATE on PostgreSQL, the extended result code on SQLite; empty when the error is the client's.
    pub code: String,
    /// What the engine said.
    pub message: String,
}

impl fmt::Display for DriverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "database error {}: {}", self.code, self.message)
    }
}

/// SQLSTATEs of a transaction that would succeed if it were run again: serialization failure, deadlock.
const RUN_AGAIN: [&str; 2] = ["40001", "40P01"];

impl DbError {
    /// Whether the same transaction may well succeed when it is run again.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Timeout | Self::Unavailable(_) => true,
            Self::Driver(error) => RUN_AGAIN.contains(&error.code.as_str()),
            _ => false,
        }
    }

    /// Whether the fault lies in the rows that were written: written by themselves, others may well go through. All
    /// else is the database's state, which passes.
    pub fn is_of_rows(&self) -> bool {
        match self {
            Self::Conflict(_) | Self::Decode(_) => true,
            Self::Driver(error) => is_refusal_of_rows(&error.code),
            _ => false,
        }
    }

    /// One word for metrics.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Conflict(_) => "conflict",
            Self::Broken => "broken",
            Self::Timeout => "timeout",
            Self::Unavailable(_) => "unavailable",
            Self::Closed => "closed",
            Self::Stale(_) => "stale",
            Self::Refused(_) => "refused",
            Self::Driver(_) => "driver",
            Self::Decode(_) => "decode",
        }
    }

    pub(crate) fn client(message: impl fmt::Display) -> Self {
        Self::Driver(DriverError { code: String::new(), message: message.to_string() })
    }
}

/// SQLSTATE classes 22 (data), 23 (constraint), 54 (too large for an index); SQLite: too big, constraint, mismatch.
fn is_refusal_of_rows(code: &str) -> bool {
    match code.parse::<u32>() {
        Ok(extended) if code.len() < 5 => matches!(extended & 0xff, 18..=20),
        _ => ["22", "23", "54"].iter().any(|class| code.starts_with(class)),
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(server) = error.as_db_error() else {
            let connection_lost = error.is_closed() || std::error::Error::source(&error).is_some_and(is_io);
            return if connection_lost { Self::Unavailable(chain(&error)) } else { Self::client(chain(&error)) };
        };
        let code = server.code();
        if *code == SqlState::UNIQUE_VIOLATION || *code == SqlState::FOREIGN_KEY_VIOLATION {
            return Self::Conflict(server.constraint().unwrap_or_default().to_owned());
        }
        if *code == SqlState::QUERY_CANCELED {
            return Self::Timeout;
        }
        // Class 08: connection; 57P0x: shutting down, crashed, starting; 53: out of connections, disk or memory.
        let code = code.code();
        if code.starts_with("08") || code.starts_with("57P0") || code.starts_with("53") {
            return Self::Unavailable(format!("{code} {}", server.message()));
        }
        Self::Driver(DriverError { code: code.to_owned(), message: server.message().to_owned() })
    }
}

fn is_io(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.is::<std::io::Error>()
}

/// tokio-postgres prints only its own half of an error.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

impl From<deadpool_postgres::PoolError> for DbError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            // Whatever keeps us out, it is not the statement's fault.
            deadpool_postgres::PoolError::Backend(error) => match Self::from(error) {
                Self::Driver(error) if error.code.is_empty() => Self::Unavailable(error.message),
                Self::Driver(error) => Self::Unavailable(format!("{} {}", error.code, error.message)),
                other => other,
            },
            deadpool_postgres::PoolError::Closed => Self::Closed,
            other => Self::Unavailable(other.to_string()),
        }
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let Some(code) = error.sqlite_error().map(|failure| failure.extended_code) else {
            return Self::client(error);
        };
        match (code, error.sqlite_error_code()) {
            // Foreign key, primary key, unique.
            (787 | 1555 | 2067, _) => Self::Conflict(error.to_string()),
            (_, Some(ErrorCode::OperationInterrupted)) => Self::Timeout,
            (_, Some(ErrorCode::DatabaseBusy | ErrorCode::DiskFull)) => Self::Unavailable(error.to_string()),
            _ => Self::Driver(DriverError { code: code.to_string(), message: error.to_string() }),
        }
    }
}
