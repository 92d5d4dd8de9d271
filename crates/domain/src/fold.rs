//! Folding text for search and order: the only tokenizer, so that both engines answer the same rows.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The version of the rules below; a change re-indexes stored words.
pub const VERSION: u32 = 1;

/// Longest stored word, in characters.
const LONGEST: usize = 32;

fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)
}

/// The words of a text: compatibility-decomposed, without marks, lower case, split on what is neither letter nor digit,
/// cut at 32 characters, each once, in order of appearance.
pub fn fold_words(text: &str) -> Vec<String> {
    let folded: String = folded(text).collect();
    let mut words: Vec<String> = Vec::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word: String = word.chars().take(LONGEST).collect();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// The key a name is sorted by: folded as above, but with its spaces, single, and its punctuation.
pub fn fold_key(text: &str) -> String {
    let folded: String = folded(text).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The smallest text that is greater than every text beginning with `prefix`: the upper end of a range scan.
/// `None` when there is none (an empty prefix, or one of only the greatest character).
pub fn prefix_end(prefix: &str) -> Option<String> {
    let mut chars: Vec<char> = prefix.chars().collect();
    while let Some(last) = chars.pop() {
        let next = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
        if let Some(next) = next {
            chars.push(next);
            return Some(chars.into_iter().collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_and_marks() {
        assert_eq!(fold_words("João  GONÇALVES-Silva, joão"), ["joao", "goncalves", "silva"]);
        assert_eq!(fold_words("ﬁlé nº 5"), ["file", "no", "5"]);
        assert_eq!(fold_words("😀 …"), Vec::<String>::new());
        assert_eq!(fold_words(&"x".repeat(99)), ["x".repeat(32)]);
    }

    #[test]
    fn keys_sort_names_as_people_do() {
        assert_eq!(fold_key("  Ágata   d'Ávila "), "agata d'avila");
    }

    #[test]
    fn a_prefix_ends_before_its_successor() {
        assert_eq!(prefix_end("gonc").as_deref(), Some("gond"));
        assert_eq!(prefix_end("\u{d7ff}").as_deref(), Some("\u{e000}"));
        assert_eq!(prefix_end(&format!("a{}", char::MAX)).as_deref(), Some("b"));
        assert_eq!(prefix_end(""), None);
    }
}
