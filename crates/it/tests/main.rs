//! The one integration test binary: one link step, one run.
//!
//! Each area is a folder with a `mod.rs`; to add a test, add a file to its area and name it there. A second file beside
//! this one would be a second binary: `workspace` refuses it.

mod access;
mod api;
mod contract;
mod crash;
mod inbox;
mod isolation;
mod nodes;
mod numbers;
mod operations;
mod outages;
mod process;
mod realtime;
mod sending;
mod webhooks;
mod workspace;
