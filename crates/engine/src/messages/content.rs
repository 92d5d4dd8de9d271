//! What can be said: Meta's object for a kind, checked before it is queued.

use recado_domain::MessageId;
use recado_graph::send::{Kind, Message, Problem};
use serde_json::Value;

/// The kinds that are delivered. Others are known to the command and refused at `/type`.
pub const DELIVERED: &[Kind] = &[Kind::Text, Kind::Template, Kind::Reaction];

/// What a message says.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Meta's object of a kind, as it is.
    Object(Message),
    /// A reaction to a message that we hold; an empty emoji takes it back.
    Reaction {
        /// To which.
        to: MessageId,
        /// With what.
        emoji: String,
    },
}

impl Content {
    /// Meta's object of this kind.
    pub fn object(kind: Kind, object: Value) -> Self {
        Self::Object(Message::new(kind, object))
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Object(message) => message.kind,
            Self::Reaction { .. } => Kind::Reaction,
        }
    }

    /// What Meta is known to refuse, by JSON pointers that begin with the kind.
    pub fn review(&self) -> Vec<Problem> {
        match self {
            Self::Object(message) => message.review(),
            Self::Reaction { .. } => Vec::new(),
        }
    }
}
