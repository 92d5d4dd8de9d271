//! What a message says: Meta's object named by its `type`, typed.
//!
//! Reading never fails. An object that is missing or misshapen reads as one without fields; a kind without a reader is
//! [`Content::Unknown`], and its raw object stays at the message.

mod card;
mod interactive;
mod media;
mod order;
mod system;

use serde_json::Value;

pub use card::{Card, CardPhone};
pub use interactive::{ButtonTap, InteractiveReply};
pub use media::{Location, Media};
pub use order::{Order, OrderItem};
pub use system::{IdentityCheck, SystemNote};

use super::error_object::ErrorObject;
use crate::lenient::{list, text};

/// The content of a message by kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    Text {
        body: Option<String>,
    },
    Image(Media),
    Video(Media),
    Audio(Media),
    Document(Media),
    Sticker(Media),
    Location(Location),
    Contacts(Vec<Card>),
    Reaction {
        message_id: Option<String>,
        /// Absent: the reaction was taken back.
        emoji: Option<String>,
    },
    /// A quick reply of a template was tapped.
    Button(ButtonTap),
    Interactive(InteractiveReply),
    Order(Order),
    System(Box<SystemNote>),
    /// The customer opened the chat; opens the service window.
    RequestWelcome,
    /// A message was changed within 15 minutes; `content` is what it says now.
    Edit {
        original_message_id: Option<String>,
        kind: Option<String>,
        content: Box<Content>,
    },
    /// A message was taken back within two days.
    Revoke {
        original_message_id: Option<String>,
    },
    /// Meta cannot deliver this kind over the API.
    Unsupported {
        kind: Option<String>,
        errors: Vec<ErrorObject>,
    },
    /// A kind without a reader: show a placeholder.
    Unknown,
}

impl Content {
    /// Read the content of `message`, whose type is `kind`.
    pub(super) fn read(kind: &str, message: &Value) -> Self {
        let object = message.get(kind).unwrap_or(&Value::Null);
        match kind {
            "text" => Self::Text { body: text(object, "body") },
            "image" => Self::Image(Media::read(object)),
            "video" => Self::Video(Media::read(object)),
            "audio" | "voice" => Self::Audio(Media::read(object)),
            "document" => Self::Document(Media::read(object)),
            "sticker" => Self::Sticker(Media::read(object)),
            "location" => Self::Location(Location::read(object)),
            "contacts" => Self::Contacts(list(message, "contacts").iter().map(Card::read).collect()),
            "reaction" => Self::Reaction { message_id: text(object, "message_id"), emoji: text(object, "emoji") },
            "button" => Self::Button(ButtonTap::read(object)),
            "interactive" => Self::Interactive(InteractiveReply::read(object)),
            "order" => Self::Order(Order::read(object)),
            "system" => Self::System(Box::new(SystemNote::read(message, object))),
            "request_welcome" => Self::RequestWelcome,
            "edit" => Self::read_edit(object),
            "revoke" => Self::Revoke { original_message_id: text(object, "original_message_id") },
            "unsupported" => Self::Unsupported { kind: text(object, "type"), errors: ErrorObject::read_all(message) },
            _ => Self::Unknown,
        }
    }

    fn read_edit(object: &Value) -> Self {
        let message = object.get("message").unwrap_or(&Value::Null);
        let kind = text(message, "type");
        let content = kind.as_deref().map_or(Self::Unknown, |kind| Self::read(kind, message));
        Self::Edit { original_message_id: text(object, "original_message_id"), kind, content: Box::new(content) }
    }
}
