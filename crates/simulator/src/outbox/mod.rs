//! Webhooks out: when they are due, what they say, how they are signed, how often they are tried.
//!
//! The courier takes what is due and kept on disk from the world, lets the webhook faults play with it once, and
//! posts it until it is answered 200. It must not know what a message is; [`body`] turns a delivery into bytes.

pub(crate) mod body;
mod courier;
mod handshake;
mod mischief;
mod post;
mod signature;

pub(crate) use courier::{deliver_now, run};
pub(crate) use handshake::{shake, shake_with};
