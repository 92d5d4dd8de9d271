//! `text`.

use super::{Checked, Part};
use crate::graph::refusal::Refusal;

pub(super) fn check(text: &Part) -> Checked {
    text.only(&["body", "preview_url"])?;
    text.optional_flag("preview_url")?;
    let body = text.text("body", usize::MAX)?;
    if body.chars().count() > 4_096 {
        return Err(Refusal::parameter("Param text['body'] must be at most 4096 characters long."));
    }
    Ok(())
}
