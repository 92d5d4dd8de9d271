//! Orders from a catalogue.

use serde_json::Value;

use crate::lenient::{decimal, list, text};

/// A cart the customer sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Order {
    pub catalog_id: Option<String>,
    pub text: Option<String>,
    pub items: Vec<OrderItem>,
}

/// One line of a cart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OrderItem {
    pub product_retailer_id: Option<String>,
    pub quantity: Option<f64>,
    /// In units of the currency, as Meta gives it: for display, not for accounts.
    pub item_price: Option<f64>,
    pub currency: Option<String>,
}

impl Order {
    pub(super) fn read(raw: &Value) -> Self {
        Self {
            catalog_id: text(raw, "catalog_id"),
            text: text(raw, "text"),
            items: list(raw, "product_items").iter().map(OrderItem::read).collect(),
        }
    }
}

impl OrderItem {
    fn read(raw: &Value) -> Self {
        Self {
            product_retailer_id: text(raw, "product_retailer_id"),
            quantity: decimal(raw, "quantity"),
            item_price: decimal(raw, "item_price"),
            currency: text(raw, "currency"),
        }
    }
}
