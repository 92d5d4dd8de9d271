//! What is acceptable about an app.

use recado_engine::Secret;

use crate::{
    check::{Check, Fault},
    v1::numbers::digits,
    words::Text,
};

/// Characters of an app secret or verify token. Meta's secrets have 32.
const LONGEST_SECRET: usize = 256;

const NOT_A_SLUG: Text = Text {
    en: "A slug has 2 to 40 characters: a small letter, then small letters, digits and hyphens.",
    pt: "Um slug tem de 2 a 40 caracteres: uma letra minúscula, depois letras minúsculas, dígitos e hifens.",
    es: "Un slug tiene de 2 a 40 caracteres: una letra minúscula, luego letras minúsculas, dígitos y guiones.",
};

/// The contract's `[a-z][a-z0-9-]{1,39}`.
pub(super) fn slug(check: &mut Check, slug: &str) {
    let mut bytes = slug.bytes();
    let begins = bytes.next().is_some_and(|first| first.is_ascii_lowercase());
    let goes_on = bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    check.that(begins && goes_on && (2..=40).contains(&slug.len()), "/slug", Fault::Says(NOT_A_SLUG));
}

/// Meta's id of an app.
pub(super) fn app_id(check: &mut Check, id: Option<&str>) {
    if let Some(id) = id {
        digits(check, id, "/appId");
    }
}

/// An app secret or a verify token.
pub(super) fn secret(check: &mut Check, secret: Option<&Secret>, pointer: &str) {
    check.optional_text(secret.map(Secret::expose), pointer, LONGEST_SECRET);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_as_the_contract_says() {
        let accepted = |text: &str| {
            let mut check = Check::default();
            slug(&mut check, text);
            check.done().is_ok()
        };
        let longest = format!("a{}", "9".repeat(39));
        for good in ["ab", "a-", "shop-2", longest.as_str()] {
            assert!(accepted(good), "{good}");
        }
        let too_long = format!("a{}", "9".repeat(40));
        for bad in ["", "a", "1a", "-a", "Ab", "aB", "a_b", "a.b", "a b", "ação", "num_x", too_long.as_str()] {
            assert!(!accepted(bad), "{bad}");
        }
    }
}
