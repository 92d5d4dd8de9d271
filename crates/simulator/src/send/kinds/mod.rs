//! Every message type of cloud-api.md §2.2, one file each; interactive ones have a folder of their own.

mod contacts;
mod location;
mod media;
mod reaction;
mod text;

use super::part::{Checked, Part};

/// Types whose object is checked without looking at the world.
pub(crate) const PLAIN: [&str; 10] =
    ["text", "image", "video", "audio", "document", "sticker", "location", "contacts", "reaction", "interactive"];

/// Checks the object of a message of this type. `body` is the whole request.
pub(crate) fn check(kind: &str, body: &Part) -> Checked {
    match kind {
        "text" => text::check(&body.object(kind)?),
        "image" | "video" | "audio" | "document" | "sticker" => media::check(kind, &body.object(kind)?),
        "location" => location::check(&body.object(kind)?),
        "contacts" => contacts::check(body),
        "reaction" => reaction::check(body),
        _ => super::interactive::check(&body.object(kind)?),
    }
}

pub(crate) use location::check_coordinates;
pub(crate) use media::check_file;
