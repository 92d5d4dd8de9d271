//! Readers that never fail: Meta's types flip (a timestamp is text, a number of seconds or of milliseconds; an id is text
//! or a number; `errors` is a list or absent), so each reader takes whatever stands there and says what it means, or
//! nothing.

use serde_json::Value;

/// From here on a count of time cannot be seconds (the year 5138), so it is milliseconds.
const FIRST_MILLIS: i64 = 100_000_000_000;
/// From here on it cannot be milliseconds either, so it is microseconds.
const FIRST_MICROS: i64 = 100_000_000_000_000;

/// The text of a scalar. Empty text means absent, as Meta sends `"wa_id": ""` for people without a number.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The text (or number) under `key`.
pub(crate) fn text(object: &Value, key: &str) -> Option<String> {
    object.get(key).and_then(scalar)
}

/// A whole number, written as one or as text.
pub(crate) fn integer(object: &Value, key: &str) -> Option<i64> {
    match object.get(key)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A finite number, written as one or as text.
pub(crate) fn decimal(object: &Value, key: &str) -> Option<f64> {
    let number = match object.get(key)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// A yes or no, written as such or as text.
pub(crate) fn flag(object: &Value, key: &str) -> Option<bool> {
    match object.get(key)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// A moment as milliseconds since 1970 UTC, from text or number, in seconds, milliseconds or microseconds.
pub(crate) fn time_ms(object: &Value, key: &str) -> Option<i64> {
    let count = integer(object, key)?;
    match count.checked_abs()? {
        0..FIRST_MILLIS => count.checked_mul(1000),
        FIRST_MILLIS..FIRST_MICROS => Some(count),
        _ => Some(count / 1000),
    }
}

/// The elements of a list; absent or something else reads as an empty list.
pub(crate) fn list<'v>(object: &'v Value, key: &str) -> &'v [Value] {
    object.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// What stands under `key`, unless it is absent or null.
pub(crate) fn some<'v>(object: &'v Value, key: &str) -> Option<&'v Value> {
    object.get(key).filter(|value| !value.is_null())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn times_of_every_spelling_are_milliseconds() {
        for (spelling, expected) in [
            (json!("1750030073"), Some(1_750_030_073_000)),
            (json!(1_750_030_073), Some(1_750_030_073_000)),
            (json!(1_750_030_073_123_i64), Some(1_750_030_073_123)),
            (json!("1750030073123"), Some(1_750_030_073_123)),
            (json!(1_750_030_073_123_456_i64), Some(1_750_030_073_123)),
            (json!(-5), Some(-5000)),
            (json!(i64::MIN), None),
            (json!(u64::MAX), None),
            (json!("soon"), None),
            (json!(""), None),
            (json!(null), None),
            (json!([1]), None),
        ] {
            assert_eq!(time_ms(&json!({ "t": spelling }), "t"), expected, "{spelling}");
        }
    }

    #[test]
    fn numbers_that_are_none_are_absent() {
        for (spelling, expected) in
            [(json!("-23.5"), Some(-23.5)), (json!(7), Some(7.0)), (json!("NaN"), None), (json!("inf"), None)]
        {
            assert_eq!(decimal(&json!({ "n": spelling }), "n"), expected, "{spelling}");
        }
    }

    #[test]
    fn empty_text_is_absent_and_numbers_are_text() {
        let object = json!({ "empty": "", "id": 123_456_789_012_345_678_i64, "list": {}, "on": "true" });
        assert_eq!(text(&object, "empty"), None);
        assert_eq!(text(&object, "id").as_deref(), Some("123456789012345678"));
        assert!(list(&object, "list").is_empty());
        assert_eq!(flag(&object, "on"), Some(true));
        assert_eq!(text(&json!([1]), "id"), None);
    }
}
