//! Business phone numbers and the accounts (WABAs) that hold them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A registered business number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Number {
    pub waba_id: String,
    pub phone_number_id: String,
    #[serde(rename = "display_phone_number")]
    pub display: String,
    /// Messages a second, in and out together.
    pub throughput: u32,
    /// The only bearer that may act for it; None: any.
    pub token: Option<String>,
    pub verified_name: String,
    /// What was posted to `whatsapp_business_profile`.
    #[serde(default)]
    pub profile: Map<String, Value>,
    /// Fields of the number or of its account that read otherwise than usual.
    #[serde(default)]
    pub facts: Map<String, Value>,
}

impl Number {
    /// To how many people it may write first in 24 hours; `None`: to everybody, which is usual here.
    pub fn messaging_limit(&self) -> Option<u32> {
        let word = self.facts.get("whatsapp_business_manager_messaging_limit")?.as_str()?;
        word.strip_prefix("TIER_")?.replace('K', "000").parse().ok()
    }

    /// The number as a customer's `wa_id` would look.
    pub fn digits(&self) -> String {
        self.display.chars().filter(char::is_ascii_digit).collect()
    }
}

/// A WhatsApp Business Account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Waba {
    pub id: String,
    /// Whether our one app gets its webhooks.
    pub subscribed: bool,
    /// Takes the `messages` webhooks instead of the app's own address.
    pub override_callback_uri: Option<String>,
}

impl Waba {
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), subscribed: true, override_callback_uri: None }
    }
}
