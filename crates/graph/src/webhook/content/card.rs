//! Shared contact cards.

use serde_json::Value;

use crate::lenient::{list, some, text};

/// One card. What is not here (addresses, birthday, sites) stays in the raw object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// Cards that answer a request for the number come without a name.
    pub formatted_name: Option<String>,
    pub phones: Vec<CardPhone>,
    pub emails: Vec<String>,
    pub company: Option<String>,
    pub vcard: Option<String>,
}

/// One phone of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardPhone {
    /// As written on the card.
    pub phone: Option<String>,
    /// `HOME`, `CELL`, …
    pub kind: Option<String>,
    /// Present when the number is on WhatsApp.
    pub wa_id: Option<String>,
}

impl Card {
    pub(super) fn read(raw: &Value) -> Self {
        Self {
            formatted_name: some(raw, "name").and_then(|name| text(name, "formatted_name")),
            phones: list(raw, "phones").iter().map(CardPhone::read).collect(),
            emails: list(raw, "emails").iter().filter_map(|email| text(email, "email")).collect(),
            company: some(raw, "org").and_then(|org| text(org, "company")),
            vcard: text(raw, "vcard"),
        }
    }
}

impl CardPhone {
    fn read(raw: &Value) -> Self {
        Self { phone: text(raw, "phone"), kind: text(raw, "type"), wa_id: text(raw, "wa_id") }
    }
}
