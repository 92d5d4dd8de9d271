//! Meta's words: what the WhatsApp Cloud API says to us and how we speak to it.
//!
//! | module | what |
//! |---|---|
//! | [`webhook`] | payloads Meta posts, read leniently |
//! | [`signature`] | `X-Hub-Signature-256` over the raw bytes |
//!
//! This crate must not know a database, a tenant, or any other crate of Recado: it can be published alone. Names are
//! Meta's (`wamid`, `waba_id`, `user_id`); whoever uses it translates to words of their own.
//!
//! To support a new kind of inbound message: add a struct with `read(&Value)` in `webhook/content/`, a variant and one
//! line in `Content::read`, a payload in `fixtures/`, and one row in `webhook/tests/kinds.rs`.

mod lenient;
pub mod signature;
pub mod webhook;
