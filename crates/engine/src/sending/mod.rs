//! Sending: from a queued row to Meta's answer, and from there to certainty.
//!
//! The rules are those of the reliability page §2.3: an attempt is on record before a byte leaves, an outcome that is
//! not known is settled by evidence, and nothing is retried blindly. This module knows neither HTTP servers nor SQL.

mod address;
mod caps;
pub mod changes;
mod claim;
mod evidence;
mod flight;
mod lane;
mod lanes;
mod pace;
pub mod portfolio;
pub mod reconcile;
mod record;
mod recover;
mod stop;
pub mod tracker;
mod verdict;

pub use lane::{Lane, LaneError, Step};
pub use lanes::run;
