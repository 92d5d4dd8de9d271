//! What to send: one command for every kind of message, and the limits Meta documents for each.
//!
//! The object of a kind is Meta's own JSON, kept as it is: callers may use whatever Meta invents next. What is known to be
//! refused is found before a byte leaves by [`Message::review`], as JSON pointers with a sentence each.
//!
//! This module must not know windows, consents or templates' texts: those are rules of whoever sends.
//!
//! To add a kind: a variant of [`Kind`], a reviewer in one of the files here, one row in `tests/`.

mod carousel;
mod interactive;
mod kind;
mod lists;
mod plain;
mod review;
mod template;

#[cfg(test)]
mod tests;

pub use kind::Kind;
pub use review::Problem;

use serde_json::{Value, json};

use review::Review;

/// Longest `biz_opaque_callback_data`, in characters.
pub const MAX_CALLBACK_DATA: usize = 512;

/// Whom to send to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// Digits with or without `+`. Without it Meta may prefix the business's own country code, so it is always added.
    Phone(String),
    /// A business-scoped user id or its parent.
    User(String),
    /// A group's opaque id.
    Group(String),
}

/// A kind and Meta's object of that name.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub kind: Kind,
    pub object: Value,
}

/// One message to one recipient.
#[derive(Debug, Clone, PartialEq)]
pub struct SendCommand {
    pub to: Recipient,
    pub message: Message,
    /// The wamid to quote. Not for reactions; not shown for templates.
    pub context: Option<String>,
    /// Returned in every status of this message: the place for a tracker.
    pub biz_opaque_callback_data: Option<String>,
    /// Send only while the recipient's key hash is this one, else 137000.
    pub recipient_identity_key_hash: Option<String>,
}

impl SendCommand {
    pub fn new(to: Recipient, message: Message) -> Self {
        Self { to, message, context: None, biz_opaque_callback_data: None, recipient_identity_key_hash: None }
    }

    /// The body of `POST /{phone_number_id}/messages`.
    pub fn to_json(&self) -> Value {
        let kind = self.message.kind.as_str();
        let mut body = json!({ "messaging_product": "whatsapp", "recipient_type": "individual", "type": kind });
        match &self.to {
            Recipient::Phone(phone) => body["to"] = format!("+{}", phone.trim_start_matches('+')).into(),
            Recipient::User(id) => body["recipient"] = id.as_str().into(),
            Recipient::Group(id) => {
                body["recipient_type"] = "group".into();
                body["to"] = id.as_str().into();
            }
        }
        body[kind] = self.message.object.clone();
        if let Some(wamid) = &self.context {
            body["context"] = json!({ "message_id": wamid });
        }
        for (name, value) in [
            ("biz_opaque_callback_data", &self.biz_opaque_callback_data),
            ("recipient_identity_key_hash", &self.recipient_identity_key_hash),
        ] {
            if let Some(value) = value {
                body[name] = value.as_str().into();
            }
        }
        body
    }

    /// Everything known to be refused, the message's own problems first.
    pub fn review(&self) -> Vec<Problem> {
        let mut problems = self.message.review();
        if self.message.kind == Kind::Reaction && self.context.is_some() {
            problems.push(Problem::new("/context", "a reaction cannot quote a message"));
        }
        let data = self.biz_opaque_callback_data.as_ref();
        if data.is_some_and(|data| data.chars().count() > MAX_CALLBACK_DATA) {
            problems.push(Problem::new("/biz_opaque_callback_data", "must have at most 512 characters"));
        }
        problems
    }
}

impl Message {
    pub fn new(kind: Kind, object: Value) -> Self {
        Self { kind, object }
    }

    pub fn text(body: &str, preview_url: bool) -> Self {
        Self::new(Kind::Text, json!({ "body": body, "preview_url": preview_url }))
    }

    /// An empty emoji takes the reaction back.
    pub fn reaction(wamid: &str, emoji: &str) -> Self {
        Self::new(Kind::Reaction, json!({ "message_id": wamid, "emoji": emoji }))
    }

    /// `components` as Meta wants them; none for a template without variables.
    pub fn template(name: &str, language: &str, components: Option<Value>) -> Self {
        let mut object = json!({ "name": name, "language": { "code": language } });
        if let Some(components) = components {
            object["components"] = components;
        }
        Self::new(Kind::Template, object)
    }

    /// Everything in the object that Meta is known to refuse; pointers start with the kind, as `/text/body`.
    pub fn review(&self) -> Vec<Problem> {
        let mut review = Review::default();
        let at = format!("/{}", self.kind.as_str());
        match self.kind {
            Kind::Contacts => plain::contacts(&mut review, &at, &self.object),
            _ if !self.object.is_object() => review.refuse(at, "must be an object"),
            Kind::Text => plain::text(&mut review, &at, &self.object),
            Kind::Image | Kind::Video | Kind::Audio | Kind::Document | Kind::Sticker => {
                plain::media(&mut review, &at, &self.object, self.kind);
            }
            Kind::Location => plain::location(&mut review, &at, &self.object),
            Kind::Reaction => plain::reaction(&mut review, &at, &self.object),
            Kind::Interactive => interactive::review(&mut review, &at, &self.object),
            Kind::Template => template::review(&mut review, &at, &self.object),
        }
        review.into_problems()
    }
}
