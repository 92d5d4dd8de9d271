//! The values of the fields that have a reader.

use serde_json::Value;

use super::contact::Contact;
use super::error_object::ErrorObject;
use super::identity::Identity;
use super::message::Message;
use super::status::StatusUpdate;

/// One change, read.
#[derive(Debug, Clone)]
pub enum Change {
    /// Field `messages`.
    Messages(MessagesValue),
    /// Field `smb_message_echoes`: what the business wrote in its own app.
    Echoes(EchoesValue),
    /// Every other field. Call statuses are here on purpose: they share a name with message statuses, not a meaning.
    Other(Value),
}

impl Change {
    pub(super) fn read(field: &str, value: Value) -> Self {
        match field {
            "messages" => Self::Messages(MessagesValue::read(value)),
            "smb_message_echoes" => Self::Echoes(EchoesValue::read(value)),
            _ => Self::Other(value),
        }
    }
}

/// Field `messages`. Any of the lists may be empty, any may stand beside any other.
#[derive(Debug, Clone, Default)]
pub struct MessagesValue {
    pub contacts: Vec<Contact>,
    pub messages: Vec<Message>,
    pub statuses: Vec<StatusUpdate>,
    /// Troubles of the number or account, with or without a message.
    pub errors: Vec<ErrorObject>,
    /// Link clicks, kept as sent.
    pub user_actions: Vec<Value>,
    /// Items that could not be read; the others are whole.
    pub problems: Vec<ItemProblem>,
}

/// Field `smb_message_echoes`.
#[derive(Debug, Clone, Default)]
pub struct EchoesValue {
    pub contacts: Vec<Contact>,
    pub messages: Vec<Message>,
    /// Items that could not be read; the others are whole.
    pub problems: Vec<ItemProblem>,
}

/// One item of a list that could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemProblem {
    /// JSON pointer within the value.
    pub pointer: String,
    pub fault: ItemFault,
    pub raw: Value,
}

/// Why an item cannot be read. Never carries content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ItemFault {
    #[error("a message without an id")]
    MessageWithoutId,
    #[error("a status without an id or a status word")]
    StatusWithoutIdOrWord,
}

impl MessagesValue {
    fn read(mut value: Value) -> Self {
        let mut problems = Vec::new();
        Self {
            contacts: take(&mut value, "contacts").iter().map(Contact::read).collect(),
            errors: ErrorObject::read_all(&value),
            user_actions: take(&mut value, "user_actions"),
            messages: read_items(&mut value, "messages", &mut problems, Message::read, ItemFault::MessageWithoutId),
            statuses: read_items(
                &mut value,
                "statuses",
                &mut problems,
                StatusUpdate::read,
                ItemFault::StatusWithoutIdOrWord,
            ),
            problems,
        }
    }

    /// What `contacts[]` tells about the sender of `message`.
    ///
    /// People are matched by id, never by position; only where one contact and one message stand alone, and no id of
    /// theirs differs, are they the same without a common id.
    pub fn contact_of(&self, message: &Message) -> Option<&Contact> {
        find(&self.contacts, &message.from, self.messages.len())
    }
}

impl EchoesValue {
    fn read(mut value: Value) -> Self {
        let mut problems = Vec::new();
        let fault = ItemFault::MessageWithoutId;
        Self {
            contacts: take(&mut value, "contacts").iter().map(Contact::read).collect(),
            messages: read_items(&mut value, "message_echoes", &mut problems, Message::read, fault),
            problems,
        }
    }

    /// What `contacts[]` tells about the customer whom `message` went to.
    pub fn contact_of(&self, message: &Message) -> Option<&Contact> {
        find(&self.contacts, &message.to, self.messages.len())
    }
}

fn find<'c>(contacts: &'c [Contact], person: &Identity, messages: usize) -> Option<&'c Contact> {
    let alone = contacts.len() == 1 && messages == 1 && !person.is_empty();
    let same = |contact: &&Contact| contact.identity.agrees(person).unwrap_or(alone);
    contacts.iter().find(same)
}

fn take(value: &mut Value, key: &str) -> Vec<Value> {
    match value.get_mut(key).map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

fn read_items<T>(
    value: &mut Value,
    key: &str,
    problems: &mut Vec<ItemProblem>,
    read: fn(Value) -> Result<T, Value>,
    fault: ItemFault,
) -> Vec<T> {
    let mut items = Vec::new();
    for (index, raw) in take(value, key).into_iter().enumerate() {
        match read(raw) {
            Ok(item) => items.push(item),
            Err(raw) => problems.push(ItemProblem { pointer: format!("/{key}/{index}"), fault, raw }),
        }
    }
    items
}
