//! Calls to the Graph API, with an answer that never lies about what may have happened.
//!
//! Meta knows no idempotency key, so a send must say precisely which of four things it was ([`Outcome`]): not a byte left,
//! Meta took it, Meta refused it, or nobody can know. Whatever fails after the connection stood is `Unknown`, even where
//! it is probably harmless: a second copy to a customer is worse than a delay.
//!
//! One connection carries one request at a time (HTTP/1.1): with many on one connection, one reset would leave all of
//! them unknown. Nothing is retried or redirected here, no proxy is taken from the environment, and one deadline covers
//! connecting, sending and reading the whole answer.
//!
//! To add a call: a method in `calls.rs` naming method, path and how its answer is read.

mod answer;
mod calls;
mod exchange;
mod outcome;
mod redact;
mod settings;
mod token;
mod transport;

#[cfg(test)]
mod tests;

pub use answer::{GranularScope, Page, TokenInfo};
pub use exchange::{Exchange, Pressure, Reply};
pub use outcome::{Accepted, GraphError, NotSent, Outcome, Reach, Unknown};
pub use settings::{BuildError, GraphSettings};
pub use token::AccessToken;
pub use transport::GraphClient;
