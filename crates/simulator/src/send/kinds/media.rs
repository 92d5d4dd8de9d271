//! `image`, `video`, `audio`, `document`, `sticker`: by id or by link.

use super::{Checked, Part};

pub(super) fn check(kind: &str, media: &Part) -> Checked {
    match kind {
        "audio" => media.only(&["id", "link", "voice"])?,
        "document" => media.only(&["id", "link", "caption", "filename"])?,
        "sticker" => media.only(&["id", "link"])?,
        _ => media.only(&["id", "link", "caption"])?,
    }
    media.optional_flag("voice")?;
    media.optional_text("caption", 1_024)?;
    media.optional_text("filename", 240)?;
    check_file(media)
}

/// Exactly one of `id` and `link`. An id is numeric; whose it is, is not known here.
pub(crate) fn check_file(media: &Part) -> Checked {
    match (media.has("id"), media.has("link")) {
        (true, true) => Err(media.invalid("link", "id and link exclude each other")),
        (false, false) => Err(media.missing("id")),
        (false, true) => media.url("link").map(drop),
        (true, false) => {
            let id = media.text("id", 64)?;
            if id.bytes().all(|byte| byte.is_ascii_digit()) {
                Ok(())
            } else {
                Err(media.invalid("id", "is not a valid WhatsApp business account media attachment ID"))
            }
        }
    }
}
