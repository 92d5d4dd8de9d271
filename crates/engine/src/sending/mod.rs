//! Sending: from a queued row to Meta's answer, and from there to certainty.
//!
//! The rules are those of the reliability page §2.3: an attempt is on record before a byte leaves, an outcome that is
//! not known is settled by evidence, and nothing is retried blindly. This module knows neither HTTP servers nor SQL.

pub mod changes;
pub mod reconcile;
pub mod tracker;
