//! Files and places.

use serde_json::Value;

use crate::lenient::{decimal, flag, text};

/// Image, video, audio, document or sticker. The bytes are fetched by `id` within seven days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Media {
    pub id: Option<String>,
    /// May carry parameters (`audio/ogg; codecs=opus`). Never trust it for serving.
    pub mime_type: Option<String>,
    /// Base64 here, hexadecimal in the answer of the resolve call.
    pub sha256: Option<String>,
    pub caption: Option<String>,
    pub filename: Option<String>,
    /// A voice note.
    pub voice: bool,
    /// A moving sticker.
    pub animated: bool,
    /// Short-lived and protected by the token. It comes from outside: never send a token there without checking the
    /// host.
    pub url: Option<String>,
}

impl Media {
    /// The words of Meta for a message that is a file.
    pub const KINDS: [&str; 6] = ["image", "video", "audio", "voice", "document", "sticker"];

    /// Read Meta's object of such a message.
    pub fn read(raw: &Value) -> Self {
        Self {
            id: text(raw, "id"),
            mime_type: text(raw, "mime_type"),
            sha256: text(raw, "sha256"),
            caption: text(raw, "caption"),
            filename: text(raw, "filename"),
            voice: flag(raw, "voice").unwrap_or(false),
            animated: flag(raw, "animated").unwrap_or(false),
            url: text(raw, "url"),
        }
    }
}

/// A place, in degrees.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Location {
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub name: Option<String>,
    pub address: Option<String>,
    pub url: Option<String>,
}

impl Location {
    pub(super) fn read(raw: &Value) -> Self {
        Self {
            latitude: decimal(raw, "latitude"),
            longitude: decimal(raw, "longitude"),
            name: text(raw, "name"),
            address: text(raw, "address"),
            url: text(raw, "url"),
        }
    }
}
