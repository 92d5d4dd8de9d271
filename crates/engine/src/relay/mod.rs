//! Relay: from committed events to people's screens.
//!
//! A use case writes its events into the outbox without a number ([`crate::events::emit`]). One node of the cluster
//! ([`run`], under the lease `relay`) numbers what was committed: a position among all events, and a number per tenant
//! that has no gaps. Every node that serves people follows the positions ([`Tail`]) and hands the events to its
//! [`Publisher`]; whoever missed some asks [`catch_up`]. Both judge an event by the same [`Reader`].
//!
//! This module must not know HTTP or Socket.IO: it ends at the publisher.
//!
//! To add an event: see `events.rs`. An event that not every reader of its tenant may see needs a line in `judge.rs`.

mod catch_up;
mod judge;
mod number;
mod tail;

pub use catch_up::{CatchUpError, CaughtUp, catch_up, head};
pub use judge::{Reader, Shown};
pub use number::{LEASE, RETENTION, number_batch, purge_batch, run};
pub use tail::{NumberedEvent, Publisher, Tail, follow};
