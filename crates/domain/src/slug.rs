//! Slugs: the short names of tenants and apps, which stand in paths and headers.

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

#[cfg(test)]
mod tests {
    use super::*;

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
