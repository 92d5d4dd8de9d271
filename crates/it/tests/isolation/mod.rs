//! Isolation: nobody meets (A9; rows S-01 to S-06 and S-21).
//!
//! Everything here is generated: from the API description, from the permission matrix, from the contract's list of events.
//! A new operation, id field, role or event is covered the day it is written, or fails here with what is to be added:
//!
//! - a kind of thing with an id: one line in `world.rs`;
//! - a request that the description's example does not make: one line in `requests.rs`;
//! - a text field that is no id: one word in `operations.rs`.

mod doors;
mod fields;
pub(crate) mod operations;
mod public;
mod requests;
mod teams;
mod timing;
mod world;
