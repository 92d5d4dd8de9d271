//! People and access: signing in, sessions, tenants, members, teams, keys, the audit log.
//!
//! Knows nothing of messages. To add a case: a function in the file of its subject; a rule for every operation belongs
//! into `matrix.rs`.

mod audit;
mod company;
mod factor;
mod flood;
mod guesses;
mod idempotency;
mod keys;
mod links;
mod login;
mod logo;
mod mail;
mod matrix;
mod members;
mod policy;
mod profile;
mod providers;
mod recovery;
mod refresh;
mod registration;
mod removal;
mod seals;
mod sessions;
mod step_up;
mod teams;
mod tenancy;
mod usage;
