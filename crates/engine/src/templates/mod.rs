//! Message templates: what Meta tells of them, kept for ten minutes.
//!
//! They are made and judged at Meta; here they are only read. One call at a time per account asks for them, whoever waits
//! takes its answer. While Meta does not answer, what it told last is what there is.

mod ask;
mod read;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use recado_domain::{Timestamp, WabaId};
use recado_storage::DbError;

use crate::channel::check::{Refusal, Silence};

pub use read::{TemplateFilter, TemplatePlace};

/// Why templates are not told.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TemplatesError {
    /// There is no such number.
    #[error("no such number")]
    UnknownNumber,
    /// There are several numbers and none is named.
    #[error("a number must be named")]
    NumberNeeded,
    /// There is no number yet.
    #[error("there is no number")]
    NoNumber,
    /// There is no token to ask Meta with.
    #[error("no token is known for the number")]
    NoToken,
    /// Meta says no.
    #[error("Meta refuses to tell the templates")]
    Refused(Refusal),
    /// Meta gives no answer.
    #[error("Meta does not answer")]
    Silent(Silence),
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] Arc<DbError>),
}

impl From<DbError> for TemplatesError {
    fn from(error: DbError) -> Self {
        Self::Storage(Arc::new(error))
    }
}

/// The templates of one account, as they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Whose.
    pub waba: WabaId,
    /// When Meta told of them.
    pub at: Timestamp,
}

/// Who asks Meta at present, by account.
#[derive(Debug, Default)]
pub(crate) struct Asking(Mutex<HashMap<WabaId, Arc<Turn>>>);

/// The turn to ask for one account's templates; inside: how the last try failed, if it did.
pub(crate) type Turn = tokio::sync::Mutex<Option<Failed>>;

/// A try that failed.
#[derive(Debug, Clone)]
pub(crate) struct Failed {
    /// When it began.
    at: Timestamp,
    why: TemplatesError,
}

impl Asking {
    fn turn(&self, waba: WabaId) -> Arc<Turn> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(turns.entry(waba).or_default())
    }
}
