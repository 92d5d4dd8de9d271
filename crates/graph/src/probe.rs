//! Whether somebody answers at an address: for the operator's checks, not for Meta's words.

use std::{error::Error, time::Duration};

/// The status that a GET is answered with, whatever it is; else why nothing came, in one line.
pub async fn answers(url: &str, within: Duration) -> Result<u16, String> {
    let client = reqwest::Client::builder().timeout(within).connect_timeout(within).no_proxy();
    let client = client.build().map_err(|error| innermost(&error))?;
    match client.get(url).send().await {
        Ok(answer) => Ok(answer.status().as_u16()),
        Err(error) => Err(innermost(&error)),
    }
}

/// The cause of all causes says what happened; those above it say where.
fn innermost(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
