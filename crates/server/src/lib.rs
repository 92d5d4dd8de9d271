//! The binary `recado`: configuration, telemetry, wiring and subcommands; the one place where things are constructed.
//!
//! It must hold no rule of the product: those are in `domain` and `engine`. To add a setting see `config`, to add a
//! subcommand see `cli`.

pub mod config;
pub mod telemetry;
