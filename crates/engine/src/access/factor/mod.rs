//! The second factor: a code of six digits that changes every half minute (RFC 6238), or one of ten recovery codes.
//!
//! What the person's app and we share is sealed; a step is used once, and so is a recovery code, whatever arrives at once.
//! Five tries in five minutes are taken of a person, counted in the database: a restart or another node gives no more.
//!
//! - `totp`: the arithmetic. `codes`: recovery codes. `check`: whether a code is right. `own`: what people do with their
//!   own. `reset`: what others do for who lost theirs. `step_up`: proving again who one is.

mod check;
mod codes;
mod own;
mod reset;
mod step_up;
mod totp;

use std::time::Duration;

use recado_domain::UserId;
use recado_storage::{DbError, secrets::Place};

use super::{caller::Standing, hasher::Busy};
use crate::VaultError;

pub use own::{FactorStatus, NewFactor};
pub use step_up::{Proof, StepUpError};

/// Tries of a person in [`TRIES_TIME`].
const MOST_TRIES: i64 = 5;
const TRIES_TIME: Duration = Duration::from_mins(5);
/// A secret that nobody confirmed is forgotten.
const PENDING_LIFE: Duration = Duration::from_mins(10);

/// Why a code was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// Another one, one that was used, or there is no second factor.
    #[error("the code is wrong")]
    Wrong,
    /// Too many tries.
    #[error("too many tries")]
    TooMany {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The secret cannot be opened.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl From<Busy> for CodeError {
    fn from(Busy: Busy) -> Self {
        Self::TooMany { retry_after: Duration::from_secs(1) }
    }
}

/// Why a second factor was not set up, replaced or taken away.
#[derive(Debug, thiserror::Error)]
pub enum FactorError {
    /// The code does not show that the app works.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// Nothing waits to be confirmed, or it waited for too long.
    #[error("nothing to confirm")]
    NothingPending,
    /// There is no second factor.
    #[error("there is no second factor")]
    None,
    /// One of the person's tenants asks for it.
    #[error("a tenant requires it")]
    Required,
}

impl From<DbError> for FactorError {
    fn from(error: DbError) -> Self {
        Self::Code(error.into())
    }
}

impl From<VaultError> for FactorError {
    fn from(error: VaultError) -> Self {
        Self::Code(error.into())
    }
}

impl From<Busy> for FactorError {
    fn from(busy: Busy) -> Self {
        Self::Code(busy.into())
    }
}

/// Where the secret stands. A pending one is sealed for the place that it moves to.
fn place(user: UserId) -> Place {
    Place { table: "users", column: "factor_secret", row: user.uuid() }
}

/// Whether one of the tenants asks its people of this role for a second factor.
fn is_required(standings: &[Standing]) -> bool {
    standings.iter().any(|standing| standing.factor_policy.requires(standing.role))
}
