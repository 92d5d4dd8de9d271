//! Names as people outside write them, made fit for a list: they hold emoji, but also controls, zero-width characters and
//! marks that turn the direction of whatever stands beside them.

/// Longest name kept, in characters.
const LONGEST: usize = 200;

/// The name without invisible characters, with single spaces; `None` when nothing is left.
pub(crate) fn clean(name: &str) -> Option<String> {
    let visible: String =
        name.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !hides(*c)).collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    let cleaned: String = words.join(" ").chars().take(LONGEST).collect();
    // A joiner between two emoji belongs to them; a name of nothing else is none.
    cleaned.chars().any(|c| c != JOINER && c != EMOJI_FORM).then(|| cleaned.trim_end().to_owned())
}

const JOINER: char = '\u{200d}';
const EMOJI_FORM: char = '\u{fe0f}';

/// Controls, zero-width characters, marks of direction, and fillers that look like nothing.
fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200c}'
            | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_what_can_be_seen() {
        let family = "👩\u{200d}👩\u{200d}👧";
        for (written, kept) in [
            ("  Ana \t Maria\n", Some("Ana Maria")),
            ("\u{202e}evil\u{202c}", Some("evil")),
            ("A\u{200b}n\u{2060}a\u{feff}", Some("Ana")),
            ("João 🙂", Some("João 🙂")),
            (family, Some(family)),
            ("عمر", Some("عمر")),
            ("", None),
            (" \u{200b}\u{3164}\u{2800} ", None),
            ("\u{200d}\u{fe0f}", None),
            ("\u{0}\u{7}", None),
        ] {
            assert_eq!(clean(written).as_deref(), kept, "{written:?}");
        }
        assert_eq!(clean(&"x".repeat(999)).map(|name| name.len()), Some(LONGEST));
    }
}
