//! PostgreSQL: a pool whose transactions begin with their first statement; the roles behind row-level security; a
//! connection of its own for wake-ups.

mod notices;
mod pool;
mod roles;
mod session;
mod tls;

pub use notices::{Ears, Notice, Notices};
pub(crate) use pool::Remote;
pub(crate) use session::Session;
