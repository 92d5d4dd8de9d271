//! Typed values, in and out, the same on both engines.
//!
//! To store a new type of `domain`: one `column!` line at the end of this file.

use bytes::BytesMut;
use recado_domain as domain;
use rusqlite::types::{ToSqlOutput, Value as Cell};
use serde_json::Value as Json;
use tokio_postgres::{
    Row as PgRow,
    types::{IsNull, ToSql, Type},
};
use uuid::Uuid;

use crate::error::{DbError, DbResult};

/// One argument of a statement. Each variant holds an `Option`, so that a NULL keeps its type (PostgreSQL asks for it).
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Arg {
    Bool(Option<bool>),
    I64(Option<i64>),
    F64(Option<f64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Uuid(Option<Uuid>),
    /// One column of many rows, for PostgreSQL's `UNNEST` alone. Never empty.
    Array(Vec<Arg>),
}

/// The arguments of a statement, each converted from its Rust type.
macro_rules! args {
    ($($arg:expr),* $(,)?) => { vec![$($crate::column::Arg::from($arg)),*] };
}
pub(crate) use args;

impl<T: Column> From<T> for Arg {
    fn from(value: T) -> Self {
        T::arg(Some(value))
    }
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<Option<&str>> for Arg {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}

impl From<&String> for Arg {
    fn from(value: &String) -> Self {
        Self::Text(Some(value.clone()))
    }
}

impl From<&Option<String>> for Arg {
    fn from(value: &Option<String>) -> Self {
        Self::Text(value.clone())
    }
}

impl From<&[u8]> for Arg {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}

impl Arg {
    /// The type that a statement is prepared with.
    pub(crate) fn postgres_type(&self) -> Type {
        match self {
            Self::Bool(_) => Type::BOOL,
            Self::I64(_) => Type::INT8,
            Self::F64(_) => Type::FLOAT8,
            Self::Text(_) => Type::TEXT,
            Self::Bytes(_) => Type::BYTEA,
            Self::Uuid(_) => Type::UUID,
            Self::Array(cells) => array_of(&cells.first().map_or(Type::TEXT, Self::postgres_type)),
        }
    }
}

/// The type of an array with elements of this type.
pub(crate) fn array_of(element: &Type) -> Type {
    match *element {
        Type::BOOL => Type::BOOL_ARRAY,
        Type::INT8 => Type::INT8_ARRAY,
        Type::FLOAT8 => Type::FLOAT8_ARRAY,
        Type::BYTEA => Type::BYTEA_ARRAY,
        Type::UUID => Type::UUID_ARRAY,
        _ => Type::TEXT_ARRAY,
    }
}

impl ToSql for Arg {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Bool(value) => value.to_sql(ty, out),
            Self::I64(value) => value.to_sql(ty, out),
            Self::F64(value) => value.to_sql(ty, out),
            Self::Text(value) => value.to_sql(ty, out),
            Self::Bytes(value) => value.to_sql(ty, out),
            Self::Uuid(value) => value.to_sql(ty, out),
            Self::Array(cells) => cells.to_sql(ty, out),
        }
    }

    /// The statement was prepared with `postgres_type`.
    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

impl rusqlite::ToSql for Arg {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Bool(value) => rusqlite::ToSql::to_sql(value),
            Self::I64(value) => rusqlite::ToSql::to_sql(value),
            Self::F64(value) => rusqlite::ToSql::to_sql(value),
            Self::Text(value) => rusqlite::ToSql::to_sql(value),
            Self::Bytes(value) => rusqlite::ToSql::to_sql(value),
            Self::Uuid(value) => {
                Ok(ToSqlOutput::Owned(value.map_or(Cell::Null, |id| Cell::Blob(id.as_bytes().to_vec()))))
            }
            Self::Array(_) => Err(rusqlite::Error::ToSqlConversionFailure("SQLite has no arrays".into())),
        }
    }
}

/// A type that is one column, in and out, the same on both engines.
pub(crate) trait Column: Sized {
    /// The argument; `None` is a NULL of this type.
    fn arg(value: Option<Self>) -> Arg;
    /// The value of a SQLite cell; `None` when it does not fit.
    fn sqlite(cell: Cell) -> Option<Self>;
    /// The value of a PostgreSQL cell; `Ok(None)` is a NULL.
    fn postgres(row: &PgRow, column: usize) -> DbResult<Option<Self>>;
}

impl<T: Column> Column for Option<T> {
    fn arg(value: Option<Self>) -> Arg {
        T::arg(value.flatten())
    }

    fn sqlite(cell: Cell) -> Option<Self> {
        if cell == Cell::Null { Some(None) } else { T::sqlite(cell).map(Some) }
    }

    fn postgres(row: &PgRow, column: usize) -> DbResult<Option<Self>> {
        T::postgres(row, column).map(Some)
    }
}

macro_rules! primitive {
    ($($variant:ident $t:ty: $cell:pat => $value:expr;)*) => {$(
        impl Column for $t {
            fn arg(value: Option<Self>) -> Arg {
                Arg::$variant(value)
            }
            fn sqlite(cell: Cell) -> Option<Self> {
                match cell {
                    $cell => $value,
                    _ => None,
                }
            }
            fn postgres(row: &PgRow, column: usize) -> DbResult<Option<Self>> {
                row.try_get(column).map_err(|error| DbError::Decode(error.to_string()))
            }
        }
    )*};
}
primitive! {
    Bool bool: Cell::Integer(n) => Some(n != 0);
    I64 i64: Cell::Integer(n) => Some(n);
    F64 f64: Cell::Real(x) => Some(x);
    Text String: Cell::Text(text) => Some(text);
    Bytes Vec<u8>: Cell::Blob(bytes) => Some(bytes);
    Uuid Uuid: Cell::Blob(bytes) => Uuid::from_slice(&bytes).ok();
}

/// A type that is stored as another one: how it is read (`None`: the stored value does not fit) and how written.
/// `column!(Kind: text)` is for enums of `domain::words!`, `column!(ContactId: id)` for ids.
macro_rules! column {
    ($t:ty: text) => {
        $crate::column::column!($t, String, |word: String| <$t>::try_from(word).ok(), |value: $t| value
            .as_str()
            .to_owned());
    };
    ($t:ty: id) => {
        $crate::column::column!($t, uuid::Uuid, |id: uuid::Uuid| Some(<$t>::from_uuid(id)), |value: $t| value.uuid());
    };
    ($t:ty, $inner:ty, $read:expr, $write:expr) => {
        impl $crate::column::Column for $t {
            fn arg(value: Option<Self>) -> $crate::column::Arg {
                <$inner as $crate::column::Column>::arg(value.map($write))
            }
            fn sqlite(cell: rusqlite::types::Value) -> Option<Self> {
                <$inner as $crate::column::Column>::sqlite(cell).and_then($read)
            }
            fn postgres(row: &tokio_postgres::Row, column: usize) -> $crate::DbResult<Option<Self>> {
                let refused = || $crate::DbError::Decode(stringify!($t).to_owned());
                let stored = <$inner as $crate::column::Column>::postgres(row, column)?;
                stored.map(|stored| $read(stored).ok_or_else(refused)).transpose()
            }
        }
    };
}
pub(crate) use column;

column!(i32, i64, |n: i64| i32::try_from(n).ok(), i64::from);
column!(u32, i64, |n: i64| u32::try_from(n).ok(), i64::from);
column!(u16, i64, |n: i64| u16::try_from(n).ok(), i64::from);
column!(Json, String, |text: String| serde_json::from_str(&text).ok(), |json: Json| json.to_string());
column!(domain::Timestamp, i64, |micros: i64| Some(domain::Timestamp::from_micros(micros)), domain::Timestamp::micros);

macro_rules! columns {
    ($kind:ident: $($t:ty),+ $(,)?) => { $(column!($t: $kind);)+ };
}
columns!(id:
    domain::UserId, domain::SessionId, domain::TeamId, domain::NumberId, domain::AppId, domain::WabaId,
    domain::ContactId, domain::ConversationId, domain::TransferId, domain::MessageId, domain::MediaId, domain::ChangeId,
    domain::EventId, domain::QuarantineId, domain::JobId, domain::KeyId, domain::AuditId, domain::IdentityId,
    domain::AwayId,
    domain::OutboxId, domain::TagId, domain::HistoryId, domain::NoteId, domain::ReplyId, domain::SavedViewId, domain::BulkId,
);
column!(domain::TenantId, Uuid, |id: Uuid| Some(tenant_of_row(id)), domain::TenantId::uuid);

/// Where every id of a tenant comes from.
#[expect(clippy::disallowed_methods, reason = "a row is decoded")]
fn tenant_of_row(id: Uuid) -> domain::TenantId {
    domain::TenantId::from_uuid(id)
}

columns!(text:
    domain::Role, domain::bulk::BulkState, domain::Availability, domain::Language, domain::conversation::ConversationStatus, domain::conversation::ConversationPriority,
    domain::conversation::HistoryKind, domain::message::AttemptState,
    domain::message::Direction, domain::message::Source, domain::message::DeliveryPolicy, domain::message::Priority, domain::message::Seen, domain::message::Sending,
    domain::picture::PictureKind,
);
