//! Use cases and jobs: what Recado does, without HTTP.
//!
//! Everything that is written goes through here, in one transaction with its audit entry and its realtime events.
//! This crate knows neither axum nor Socket.IO, and SQL only through `storage`'s repositories.
//!
//! To add a use case: a folder for the noun, a file for the verb, a function that takes the open transaction.
#![warn(missing_docs)]

pub mod access;
pub mod away;
pub mod backup;
pub mod bulk;
pub mod channel;
pub mod contacts;
pub mod conversations;
mod engine;
pub mod events;
pub mod inbound;
pub mod intake;
pub mod jobs;
pub mod lease;
pub mod mail;
pub mod messages;
pub mod notes;
pub mod queues;
pub mod relay;
pub mod replies;
pub mod saved_views;
pub mod seals;
pub mod search;
pub mod sending;
pub mod tags;
pub mod templates;
pub mod trace;
pub mod upkeep;
pub mod usage;
pub mod vault;
pub mod view;
mod wake;
mod wamid;

pub use engine::{Engine, Parts, Secret, Settings};
pub use vault::{Vault, VaultError};
pub use wake::{Heard, Wake};
pub use wamid::wamid_key;
