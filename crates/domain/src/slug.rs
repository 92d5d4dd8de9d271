//! Slugs: the short names of tenants and apps, which stand in paths and headers.

use crate::fold::fold_words;

/// The longest that is made from a name.
const MADE: usize = 32;

/// Whether this may be a slug: `[a-z][a-z0-9-]{1,39}`, as the contract says.
///
/// ```
/// assert!(recado_domain::is_slug("padaria-2"));
/// assert!(!recado_domain::is_slug("Padaria"));
/// ```
pub fn is_slug(text: &str) -> bool {
    let mut bytes = text.bytes();
    let begins = bytes.next().is_some_and(|first| first.is_ascii_lowercase());
    let goes_on = bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    begins && goes_on && (2..=40).contains(&text.len())
}

/// A slug that says a company's name, leaving room for what makes it unique.
///
/// ```
/// assert_eq!(recado_domain::slug_of("Padaria São João"), "padaria-sao-joao");
/// assert_eq!(recado_domain::slug_of("3 Irmãos"), "c-3-irmaos");
/// ```
pub fn slug_of(name: &str) -> String {
    let words = fold_words(name).into_iter().map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect());
    let words: Vec<String> = words.filter(|word: &String| !word.is_empty()).collect();
    let mut slug = words.join("-");
    if slug.len() < 2 || !slug.starts_with(|first: char| first.is_ascii_lowercase()) {
        slug = format!("c-{slug}");
    }
    slug.truncate(MADE);
    slug.truncate(slug.trim_end_matches('-').len());
    if is_slug(&slug) { slug } else { "company".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_makes_a_slug() {
        for name in [
            "",
            "é",
            "☕",
            "日本",
            "a",
            "9",
            "-",
            "Ana & Filhos Ltda.",
            "Ótica ᾿Ο",
            &"palavra ".repeat(30),
            &"x".repeat(99),
        ] {
            let slug = slug_of(name);
            assert!(is_slug(&slug) && slug.len() <= MADE, "{name}: {slug}");
        }
        assert_eq!(slug_of("☕"), "company");
        assert_eq!(slug_of("Café do Zé"), "cafe-do-ze");
    }

    #[test]
    fn slugs_are_as_the_contract_says() {
        let longest = format!("a{}", "9".repeat(39));
        for good in ["ab", "a-", "shop-2", longest.as_str()] {
            assert!(is_slug(good), "{good}");
        }
        let too_long = format!("a{}", "9".repeat(40));
        for bad in ["", "a", "1a", "-a", "Ab", "aB", "a_b", "a.b", "a b", "ação", "num_x", too_long.as_str()] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
