//! `messages[]` and `message_echoes[]`: one message with what is common to all kinds.

use serde_json::Value;

use super::content::Content;
use super::error_object::ErrorObject;
use super::identity::{Identity, Slots};
use crate::lenient::{flag, some, text, time_ms};

/// One message as Meta delivered it.
#[derive(Debug, Clone)]
pub struct Message {
    /// The wamid. Base64 of unbounded length, case-sensitive.
    pub id: String,
    /// Meta's `type` word as given; `unknown` where it is missing.
    pub kind: String,
    /// Milliseconds since 1970 UTC. May be a device's clock, so it may lie.
    pub timestamp_ms: Option<i64>,
    /// The sender; on echoes the business itself.
    pub from: Identity,
    /// The customer an echo went to; empty on inbound messages.
    pub to: Identity,
    /// Set when the message belongs to a group and not to a one-to-one thread.
    pub group_id: Option<String>,
    pub context: Option<Context>,
    /// The ad or post that brought the customer.
    pub referral: Option<Referral>,
    pub errors: Vec<ErrorObject>,
    /// On shared contact cards: `contact_request` is the customer's own verified number, anything else is a claim.
    pub origin: Option<String>,
    /// The kind's own object, typed.
    pub content: Content,
    /// The message as sent, NUL characters replaced.
    pub raw: Value,
}

impl Message {
    /// Meta's object named by `type`, where there is one.
    pub fn object(&self) -> Option<&Value> {
        some(&self.raw, &self.kind)
    }

    /// Needs an id; everything else may be missing.
    pub(super) fn read(raw: Value) -> Result<Self, Value> {
        let Some(id) = text(&raw, "id") else { return Err(raw) };
        let kind = text(&raw, "type").unwrap_or_else(|| "unknown".to_owned());
        Ok(Self {
            timestamp_ms: time_ms(&raw, "timestamp"),
            from: Identity::read(&raw, SENDER),
            to: Identity::read(&raw, RECEIVER),
            group_id: text(&raw, "group_id"),
            context: some(&raw, "context").map(Context::read),
            referral: some(&raw, "referral").map(Referral::read),
            errors: ErrorObject::read_all(&raw),
            origin: origin(&raw),
            content: Content::read(&kind, &raw),
            id,
            kind,
            raw,
        })
    }
}

const SENDER: Slots<'_> =
    Slots { phone: &["from"], user_id: &["from_user_id"], parent_user_id: &["from_parent_user_id"] };
const RECEIVER: Slots<'_> = Slots { phone: &["to"], user_id: &["to_user_id"], parent_user_id: &["to_parent_user_id"] };

/// Meta puts it at the message; payloads with it at the first card have been reported.
fn origin(raw: &Value) -> Option<String> {
    text(raw, "origin").or_else(|| raw.pointer("/contacts/0").and_then(|card| text(card, "origin")))
}

/// What a message refers back to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The wamid that is quoted, reacted to, or whose button was tapped. May name a message we never saw.
    pub id: Option<String>,
    pub from: Identity,
    /// Forwarded up to five times.
    pub forwarded: bool,
    /// Forwarded more often.
    pub frequently_forwarded: bool,
    pub referred_product: Option<ReferredProduct>,
}

/// The product a customer asks about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReferredProduct {
    pub catalog_id: Option<String>,
    pub product_retailer_id: Option<String>,
}

impl Context {
    fn read(raw: &Value) -> Self {
        Self {
            id: text(raw, "id").or_else(|| text(raw, "message_id")),
            from: Identity::read(raw, SENDER),
            forwarded: flag(raw, "forwarded").unwrap_or(false),
            frequently_forwarded: flag(raw, "frequently_forwarded").unwrap_or(false),
            referred_product: some(raw, "referred_product").map(|product| ReferredProduct {
                catalog_id: text(product, "catalog_id"),
                product_retailer_id: text(product, "product_retailer_id"),
            }),
        }
    }
}

/// Where an ad or post led here; on the first message only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Referral {
    pub source_url: Option<String>,
    pub source_id: Option<String>,
    /// `ad` or `post`.
    pub source_type: Option<String>,
    pub headline: Option<String>,
    pub body: Option<String>,
    pub media_type: Option<String>,
    pub image_url: Option<String>,
    pub video_url: Option<String>,
    pub thumbnail_url: Option<String>,
    /// Click id, for conversion upload; absent for ads in Status.
    pub ctwa_clid: Option<String>,
    pub welcome_text: Option<String>,
}

impl Referral {
    fn read(raw: &Value) -> Self {
        Self {
            source_url: text(raw, "source_url"),
            source_id: text(raw, "source_id"),
            source_type: text(raw, "source_type"),
            headline: text(raw, "headline"),
            body: text(raw, "body"),
            media_type: text(raw, "media_type"),
            image_url: text(raw, "image_url"),
            video_url: text(raw, "video_url"),
            thumbnail_url: text(raw, "thumbnail_url"),
            ctwa_clid: text(raw, "ctwa_clid"),
            welcome_text: some(raw, "welcome_message").and_then(|message| text(message, "text")),
        }
    }
}
