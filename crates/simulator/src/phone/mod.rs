//! What the customer sees: the business's messages as they look on a phone, and the replies they offer.
//!
//! It reads the ledger's own requests, so it draws what was asked for and not what a product meant. To draw another
//! kind of message: [`face`].

mod cards;
pub(crate) mod chat;
mod face;
mod filled;
pub(crate) mod taps;
