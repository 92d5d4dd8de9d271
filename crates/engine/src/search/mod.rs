//! Search in messages: every typed word must stand in the message as a whole word; case and accents never matter.
//!
//! The index is written after the commit, a piece at a time, by one node of the cluster: it is the dearest index there is,
//! and no message waits for it. An installation may switch it off.

mod find;
mod index;
mod words;

pub use find::{Found, SearchError};
pub use index::{LEASE, index_pending, run};
