//! Webhook payloads, read leniently.
//!
//! [`parse`] splits a signed body into entries and changes and reads only what routing needs; [`RawChange::parse`] reads
//! one change. Input is hostile even when signed: deep nesting, bad UTF-8, NUL characters and halves of surrogate pairs
//! end in a clean error or are replaced, and one bad change or item leaves the others whole.
//!
//! This module must not know what an effect is: it says what Meta said. All is optional unless nothing could be done
//! without it (the id of a message, id and word of a status). Unknown fields are ignored and stay in the raw value.

mod contact;
pub mod content;
mod envelope;
mod error_object;
mod identity;
mod message;
mod scan;
mod status;
mod value;

#[cfg(test)]
mod tests;

pub use contact::Contact;
pub use content::Content;
pub use envelope::{BadChange, ChangeFault, Entry, MOST_CHANGES, ParseError, Payload, RawChange, parse};
pub use error_object::ErrorObject;
pub(crate) use error_object::details as error_details;
pub use identity::Identity;
pub use message::{Context, Message, Referral, ReferredProduct};
pub use status::{Conversation, DeliveryStatus, Pricing, StatusUpdate};
pub use value::{Change, EchoesValue, ItemFault, ItemProblem, MessagesValue};
