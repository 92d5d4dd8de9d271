//! What is acceptable about an app.

use recado_engine::Secret;

use crate::{check::Check, v1::numbers::digits};

/// Characters of an app secret or verify token. Meta's secrets have 32.
const LONGEST_SECRET: usize = 256;

/// Meta's id of an app.
pub(super) fn app_id(check: &mut Check, id: Option<&str>) {
    if let Some(id) = id {
        digits(check, id, "/appId");
    }
}

/// An app secret or a verify token.
pub(super) fn secret(check: &mut Check, secret: Option<&Secret>, pointer: &str) {
    check.optional_text(secret.map(Secret::expose), pointer, LONGEST_SECRET);
}
