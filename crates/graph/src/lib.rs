//! Meta's words: what the WhatsApp Cloud API says to us and how we speak to it.
//!
//! | module | what |
//! |---|---|
//! | [`webhook`] | payloads Meta posts, read leniently |
//! | [`signature`] | `X-Hub-Signature-256` over the raw bytes |
//! | [`send`] | the command to send a message of any kind, and the limits Meta documents |
//! | [`client`] | calls to Graph, with an outcome that says what may have happened |
//! | [`messaging_limit`] | to how many people a portfolio may write first |
//! | [`errand`] | questions to the places where people sign in |
//! | [`probe`] | whether somebody answers at an address, for the operator's checks |
//! | [`classify`] | what an error code means, to the machine and to people |
//!
//! This crate must not know a database, a tenant, or any other crate of Recado: it can be published alone. Names are
//! Meta's (`wamid`, `waba_id`, `user_id`); whoever uses it translates to words of their own.
//!
//! To support a new kind of inbound message: add a struct with `read(&Value)` in `webhook/content/`, a variant and one
//! line in `Content::read`, a payload in `fixtures/`, and one row in `webhook/tests/kinds.rs`. A new kind to send: a
//! variant of [`send::Kind`] and its limits in `send/`. A new
//! error code: one row in `classify/codes/`.

pub mod classify;
pub mod client;
pub mod errand;
mod lenient;
pub mod messaging_limit;
pub mod probe;
pub mod send;
pub mod signature;
pub mod webhook;
