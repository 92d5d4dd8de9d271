//! One pass over JSON text before it is parsed: how deep it nests, and which escapes no text column can hold.

use std::borrow::Cow;

/// Deepest nesting that is read. Meta's payloads stay below twenty.
pub(super) const MAX_DEPTH: usize = 64;

const REPLACEMENT: &[u8] = br"\ufffd";

/// Nesting beyond [`MAX_DEPTH`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooDeep;

/// The same JSON text with `\u0000` and lone halves of surrogate pairs replaced by U+FFFD.
///
/// PostgreSQL takes neither, and a caption cut in the middle of an emoji must not cost the message. All are escapes of
/// six bytes, so they are replaced in place. `json` must be valid JSON.
pub(super) fn clean(json: &str) -> Result<Cow<'_, str>, TooDeep> {
    let bytes = json.as_bytes();
    let mut replaced: Option<Vec<u8>> = None;
    let (mut at, mut depth, mut in_string) = (0, 0_usize, false);
    while at < bytes.len() {
        let step = match (in_string, bytes[at]) {
            (true, b'\\') => {
                let escape = Escape::at(bytes, at);
                if escape.unfit {
                    let copy = replaced.get_or_insert_with(|| bytes.to_vec());
                    copy[at..at + REPLACEMENT.len()].copy_from_slice(REPLACEMENT);
                }
                escape.length
            }
            (_, b'"') => {
                in_string = !in_string;
                1
            }
            (false, b'{' | b'[') => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(TooDeep);
                }
                1
            }
            (false, b'}' | b']') => {
                depth = depth.saturating_sub(1);
                1
            }
            _ => 1,
        };
        at += step;
    }
    Ok(match replaced {
        None => Cow::Borrowed(json),
        Some(copy) => Cow::Owned(String::from_utf8(copy).expect("ASCII escapes were replaced by an ASCII escape")),
    })
}

struct Escape {
    length: usize,
    unfit: bool,
}

impl Escape {
    fn at(bytes: &[u8], at: usize) -> Self {
        let Some(unit) = unit(bytes, at) else { return Self { length: 2, unfit: false } };
        let pair = matches!(unit, 0xd800..0xdc00) && matches!(self::unit(bytes, at + 6), Some(0xdc00..0xe000));
        if pair {
            return Self { length: 12, unfit: false };
        }
        Self { length: 6, unfit: unit == 0 || (0xd800..0xe000).contains(&unit) }
    }
}

/// The UTF-16 unit of `\uXXXX` starting at `at`.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(br"\u")?;
    u16::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfit_escapes_are_replaced_and_the_rest_is_untouched() {
        for (given, expected) in [
            (r#""a\u0000b""#, r#""a\ufffdb""#),
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""\ud83dx""#, r#""\ufffdx""#),
            (r#""\ude00\ud83d""#, r#""\ufffd\ufffd""#),
            (r#""\ud83d\u0000""#, r#""\ufffd\ufffd""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\\u0000""#, r#""\\u0000""#),
            (r#""\"\u0000\"""#, r#""\"\ufffd\"""#),
            (r#""[[{{ olá""#, r#""[[{{ olá""#),
        ] {
            assert_eq!(clean(given).unwrap(), expected, "{given}");
            serde_json::from_str::<String>(&clean(given).unwrap()).unwrap();
        }
    }

    #[test]
    fn depth_is_bounded_outside_strings_only() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(clean(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(clean(&nested(MAX_DEPTH + 1)), Err(TooDeep));
        assert_eq!(clean(&nested(50_000)), Err(TooDeep));
        assert!(clean(&format!("\"{}\"", "[".repeat(50_000))).is_ok());
        assert!(clean(&format!("[{}]", vec!["[]"; 1000].join(","))).is_ok());
    }
}
