//! `recado openapi`

use anyhow::Context as _;

use crate::failure::Failure;

/// Prints the description of the API, as `docs/openapi.json` keeps it.
pub fn run() -> Result<(), Failure> {
    let document = serde_json::to_string_pretty(&recado_api::openapi::document()).context("the description as text")?;
    println!("{document}");
    Ok(())
}
