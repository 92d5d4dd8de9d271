//! The words that contacts are found by.
//!
//! Every typed word must be the beginning of a word of the name or username, or of a piece of the phone number: whole,
//! without country code, local, last four. Case and accents never matter.

use recado_domain::{fold::fold_words, phone::Phone};
use recado_storage::tenant::contact_lists::MOST_WORDS;

/// More words than a search takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a search takes at most {MOST_WORDS} words")]
pub struct TooManyWords;

/// The words by which a contact is found: to be stored whenever its name, username or phone (canonical digits) changes.
pub fn words_of(name: &str, username: Option<&str>, phone: Option<&str>) -> Vec<String> {
    let mut words = fold_words(name);
    words.extend(username.into_iter().flat_map(fold_words));
    words.extend(phone.and_then(|digits| Phone::parse(digits).ok()).into_iter().flat_map(|phone| phone.search_terms()));
    words.sort_unstable();
    words.dedup();
    words
}

/// The words that somebody typed. A text that is a phone number, however it is written, is one word.
pub fn search_words(typed: &str) -> Result<Vec<String>, TooManyWords> {
    let words = match Phone::parse(typed) {
        Ok(phone) => vec![phone.key().to_owned()],
        Err(_) => fold_words(typed),
    };
    if words.len() > MOST_WORDS { Err(TooManyWords) } else { Ok(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, words: &[String]) -> bool {
        search_words(typed).unwrap().iter().all(|typed| words.iter().any(|word| word.starts_with(typed.as_str())))
    }

    #[test]
    fn typed_words_find_beginnings_of_words_and_pieces_of_the_phone() {
        let words = words_of("João Gonçalves", Some("@joao.g"), Some("5511998765432"));
        for typed in [
            "joao",
            "JOÃO gonc",
            "gonc j",
            "5511998765432",
            "+55 (11) 99876-5432",
            "(11) 99876-5432",
            "99876-5432",
            "5432",
            "11 99876",
            "551198765432",
            "@joao",
        ] {
            assert!(finds(typed, &words), "{typed}");
        }
        for typed in ["calves", "joana", "8765", "joao silva"] {
            assert!(!finds(typed, &words), "{typed}");
        }
    }

    #[test]
    fn an_endless_search_is_refused() {
        assert_eq!(search_words("a b c d e f g h i"), Err(TooManyWords));
        assert_eq!(search_words(" - "), Ok(vec![]));
    }
}
