//! What of an exchange may be kept: its shape, its ids and Meta's own words, never what people say or who they are.
//!
//! An allow-list by name: text under any other name is masked, so a field that Meta invents tomorrow is masked too.

use serde_json::{Map, Value};

/// Words and ids of Meta's that tell nothing about a person.
const PLAIN: [&str; 37] = [
    "messaging_product",
    "recipient_type",
    "type",
    "sub_type",
    "index",
    "status",
    "message_status",
    "language",
    "code",
    "policy",
    "id",
    "message_id",
    "catalog_id",
    "product_retailer_id",
    "flow_id",
    "flow_name",
    "mode",
    "flow_action",
    "biz_opaque_callback_data",
    "parameter_name",
    "card_index",
    "error_subcode",
    "fbtrace_id",
    "is_transient",
    "success",
    "platform_type",
    "quality_rating",
    "code_verification_status",
    "name_status",
    "account_mode",
    "category",
    "parameter_format",
    "currency",
    "timezone_id",
    "app_id",
    "is_valid",
    "voice",
];
/// Meta's explanations: kept, with long runs of digits masked, for they may quote a number.
const EXPLANATIONS: [&str; 8] =
    ["message", "details", "error_data", "error_user_title", "error_user_msg", "title", "href", "scope"];
/// Digits in a row that may be a phone number.
const PHONE_DIGITS: usize = 7;

/// The body of a request: everything that is not plain was written by or for a person.
pub(super) fn redacted_request(body: &Value) -> Value {
    let mut redacted = redact(body, "", &masked);
    // The name of a template tells what was sent without telling to whom; other names are people's.
    if let Some(name) = body.pointer("/template/name") {
        redacted["template"]["name"] = name.clone();
    }
    redacted
}

/// The body of an answer.
pub(super) fn redacted_response(body: &Value) -> Value {
    redact(body, "", &|name, text| {
        if EXPLANATIONS.contains(&name) { without_numbers(text) } else { masked(name, text) }
    })
}

/// Masks the token wherever an explanation quotes it: Meta repeats one that it cannot read ("Malformed access token …").
pub(super) fn hide(value: &mut Value, token: &str) {
    match value {
        Value::String(text) if !token.is_empty() && text.contains(token) => *text = text.replace(token, "***"),
        Value::Array(items) => items.iter_mut().for_each(|item| hide(item, token)),
        Value::Object(fields) => fields.values_mut().for_each(|field| hide(field, token)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn redact(value: &Value, name: &str, mask: &dyn Fn(&str, &str) -> String) -> Value {
    match value {
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), redact(value, name, mask))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(|item| redact(item, name, mask)).collect(),
        Value::String(text) if !PLAIN.contains(&name) => mask(name, text).into(),
        Value::Number(_) if !PLAIN.contains(&name) => "***".into(),
        plain => plain.clone(),
    }
}

fn masked(_name: &str, text: &str) -> String {
    format!("*** ({} characters)", text.chars().count())
}

/// The text with everything masked that may be a phone number, however it is grouped.
fn without_numbers(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut group = String::new();
    for letter in text.chars() {
        if letter.is_ascii_digit() || matches!(letter, '+' | '-' | '(' | ')' | ' ' | '.') {
            group.push(letter);
            continue;
        }
        keep_unless_number(&mut kept, &mut group);
        kept.push(letter);
    }
    keep_unless_number(&mut kept, &mut group);
    kept
}

fn keep_unless_number(kept: &mut String, group: &mut String) {
    let digits = group.bytes().filter(u8::is_ascii_digit).count();
    kept.push_str(if digits >= PHONE_DIGITS { "***" } else { group });
    group.clear();
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_people_say_and_who_they_are_is_masked() {
        let body = json!({
            "messaging_product": "whatsapp", "to": "+5511987654321", "type": "location",
            "location": { "latitude": -23.5, "name": "Casa" }, "text": { "body": "segredo" },
            "template": { "name": "otp", "language": { "code": "pt_BR" },
                "components": [{ "type": "body", "parameters": [{ "type": "text", "text": "123456" }] }] },
            "contacts": [{ "name": { "formatted_name": "Bia" }, "phones": ["5521987650002"] }],
            "biz_opaque_callback_data": "1AbC", "invented_tomorrow": "segredo",
        });
        let redacted = redacted_request(&body);
        let text = redacted.to_string();
        for secret in ["98765", "segredo", "123456", "Bia", "Casa", "23.5"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert_eq!(redacted["template"]["name"], "otp");
        assert_eq!(redacted["template"]["language"]["code"], "pt_BR");
        assert_eq!(redacted["biz_opaque_callback_data"], "1AbC");
        assert_eq!(redacted["text"]["body"], "*** (7 characters)");
    }

    #[test]
    fn explanations_of_meta_are_kept_without_numbers() {
        let body = json!({ "error": {
            "message": "(#131030) Recipient +55 (11) 98765-4321 not in list", "code": 131_030, "fbtrace_id": "Az8",
            "error_data": { "details": "Retry 5511987654321, then ask." } } });
        let redacted = redacted_response(&body);
        assert_eq!(redacted["error"]["message"], "(#131030) Recipient***not in list");
        assert_eq!(redacted["error"]["error_data"]["details"], "Retry***, then ask.");
        assert_eq!(redacted["error"]["code"], 131_030);
        assert_eq!(redacted["error"]["fbtrace_id"], "Az8");
        let answer =
            json!({ "contacts": [{ "input": "+5511", "wa_id": "5511987" }], "messages": [{ "id": "wamid.x" }] });
        assert!(!redacted_response(&answer).to_string().contains("5511"));
        assert_eq!(redacted_response(&answer)["messages"][0]["id"], "wamid.x");
    }
}
