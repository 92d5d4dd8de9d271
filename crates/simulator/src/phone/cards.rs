//! The cards of a template's carousel.

use serde_json::{Value, json};

use super::{
    face::{Context, template},
    taps::is,
};

/// Each card filled with what this send gives it.
pub(super) fn of_template(context: &Context, carousel: &Value, given: &[Value]) -> Value {
    let own = given.iter().find(|part| is(part, "type", "carousel"));
    let parts = |card: &Value| card["components"].as_array().cloned().unwrap_or_default();
    let card = |(index, card): (usize, &Value)| {
        let given = own.map(|own| parts(&own["cards"][index])).unwrap_or_default();
        template(context, &parts(card), &given)
    };
    let cards = carousel["cards"].as_array().map_or(&[][..], Vec::as_slice);
    json!(cards.iter().enumerate().map(card).collect::<Vec<_>>())
}
