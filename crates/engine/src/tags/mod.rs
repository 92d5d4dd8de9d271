//! Tags: what a tenant sorts conversations and contacts by.
//!
//! Each use case writes the audit entry and the realtime event in the caller's transaction; the caller commits and then
//! rings `wake.events()`. What tags are on is the business of `conversations` and `contacts`.

mod change;
mod delete;
mod make;

pub use change::TagPatch;
pub use delete::ForgetTag;
pub use make::NewTag;

use recado_storage::DbError;

/// Why a tag was not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum TagError {
    /// There is none.
    #[error("no such tag")]
    Unknown,
    /// Another tag has this name, case and accents aside.
    #[error("the name is taken")]
    NameTaken,
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}
