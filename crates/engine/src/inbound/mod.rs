//! Projection: from the raw log to contacts, conversations, messages and statuses.
//!
//! One node of the cluster projects ([`run`]). A pass takes deliveries in the order of the log (`pass.rs`), splits them into
//! changes (`split.rs`), routes each change to the tenant and number it names (`route.rs`) and applies the changes of one
//! number in groups (`group.rs`): what they say (`facts.rs`), who is meant (`directory.rs`, `people.rs`, `merge.rs`), where
//! it belongs (`threads.rs`), messages (`arrivals.rs`) and what is reported of them (`reports.rs`).
//!
//! The log is the truth: running it again changes nothing, because every effect has a unique key. What cannot be read or
//! has no home goes to quarantine, where people see it and can have it tried again (`retry.rs`); what failed, and what waited
//! for its number, is tried again by itself (`again.rs`). A whole time can be applied anew from the command line (`replay.rs`).
//!
//! To give a field of Meta's an effect: a variant in `graph::webhook::Change`, its facts in `facts.rs`, the effect in
//! `group.rs`. Until then it is stored, listed and counted.

mod again;
mod arrivals;
mod away;
mod content;
mod directory;
mod facts;
mod group;
mod merge;
mod names;
mod pass;
mod people;
mod person;
mod projector;
mod replay;
mod reports;
mod retry;
mod route;
mod split;
mod threads;

pub use again::TryAwaiting;
pub use projector::{LEASE, pass, run};
pub use replay::{ReplayError, ReplayOrder, Replayed, replay, tenant_named};
pub use retry::{RetryError, quarantined, retry};
