//! The channel to WhatsApp: Meta's apps and business phone numbers, as tenants set them up, and whether they work.
//!
//! Registering and changing never calls Graph; only [`check`] and [`health`] do, and the job that asks whose a number is (`proof`). Tokens and app secrets are sealed before a
//! transaction is opened and never leave this crate in clear, except towards Meta.
//!
//! This module must not know HTTP or how findings are worded. To add a use case: a method of [`Engine`](crate::Engine)
//! in the noun's file, with the caller whose tenant and audit log it concerns.

mod apps;
pub mod check;
pub mod health;
mod numbers;
mod proof;
mod token;

pub use apps::{AppChange, AppError, NewApp};
pub use numbers::{NewNumber, NumberChange, NumberError, SealedNumber, SealedToken};
pub use proof::ProveNumber;
pub use token::TokenError;
