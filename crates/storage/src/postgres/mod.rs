//! PostgreSQL: a pool whose transactions begin with their first statement; the roles behind row-level security; a
//! connection of its own for wake-ups; the monthly partitions of the logs.

mod notices;
mod partitions;
mod pool;
mod roles;
mod session;
mod tls;

pub use notices::{Ears, Notice, Notices};
pub(crate) use partitions::{make_ahead, make_since, strays};
pub(crate) use pool::{Remote, durability};
pub(crate) use session::Session;
