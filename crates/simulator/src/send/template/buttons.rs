//! Buttons: those with a variable need a parameter, and no parameter may go to a button that is not there.

use serde_json::Value;

use super::{Checked, Part, fill::variables, is};
use crate::graph::refusal::Refusal;

/// Request `sub_type` and the template's button type it may address.
const SUB_TYPES: [(&str, &[&str]); 7] = [
    ("quick_reply", &["QUICK_REPLY"]),
    ("url", &["URL", "OTP"]),
    ("copy_code", &["COPY_CODE"]),
    ("flow", &["FLOW"]),
    ("catalog", &["CATALOG"]),
    ("mpm", &["MPM"]),
    ("voice_call", &["VOICE_CALL"]),
];

/// A one-time code on its button.
const MAX_CODE: usize = 15;

pub(super) fn fit(template: Option<&Value>, given: &[Part]) -> Checked {
    let buttons = template.and_then(|part| part["buttons"].as_array()).map_or(&[][..], Vec::as_slice);
    let mut filled = Vec::new();
    for part in given.iter().filter(|part| is(part, "button")) {
        let index = index_of(part)?;
        let button = buttons.get(index).ok_or_else(|| part.invalid("index", "the template has no such button"))?;
        check_one(part, button)?;
        filled.push(index);
    }
    for (index, button) in buttons.iter().enumerate() {
        if needs_parameter(button) && !filled.contains(&index) {
            let kind = kind_of(button);
            let details = format!("buttons: Button at index {index} of type {kind} requires a parameter");
            return Err(Refusal::because(131_008, details));
        }
    }
    Ok(())
}

fn check_one(part: &Part, button: &Value) -> Checked {
    let sub_type = part.text("sub_type", 40)?.to_lowercase();
    let kinds = SUB_TYPES.iter().find(|(name, _)| *name == sub_type).map(|(_, kinds)| *kinds);
    let kinds = kinds.ok_or_else(|| part.invalid("sub_type", "is not a button type"))?;
    let kind = kind_of(button);
    if !kinds.contains(&kind.as_str()) {
        let details = format!("buttons: Format mismatch, expected {kind}, received {}", sub_type.to_uppercase());
        return Err(Refusal::because(132_012, details));
    }
    let Some(parameter) = part.list("parameters", 1, 1)?.into_iter().next() else { return Ok(()) };
    match kind.as_str() {
        "OTP" => parameter.text("text", MAX_CODE).map(drop),
        "URL" if needs_parameter(button) => parameter.text("text", 2_000).map(drop),
        "URL" => Err(Refusal::because(132_018, "buttons: this URL has no variable")),
        "QUICK_REPLY" => parameter.text("payload", 256).map(drop),
        "COPY_CODE" => parameter.text("coupon_code", 20).map(drop),
        _ => Ok(()),
    }
}

fn index_of(part: &Part) -> Checked<usize> {
    let value = part.required("index")?;
    let number = value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    number.and_then(|n| usize::try_from(n).ok()).ok_or_else(|| part.invalid("index", "must be a number"))
}

fn kind_of(button: &Value) -> String {
    button["type"].as_str().unwrap_or_default().to_uppercase()
}

fn needs_parameter(button: &Value) -> bool {
    match kind_of(button).as_str() {
        "URL" => !variables(button["url"].as_str().unwrap_or_default()).is_empty(),
        "COPY_CODE" | "OTP" | "MPM" => true,
        _ => false,
    }
}
