//! What is acceptable about a number.

use recado_engine::Secret;

use crate::{
    check::{Check, Fault},
    words::Text,
};

/// Digits of an id of Meta's; those of today have 15 to 17.
const LONGEST_ID: usize = 32;
/// Characters of a number as people read it.
const LONGEST_DISPLAY: usize = 40;
/// Characters of our name for a number.
const LONGEST_NAME: usize = 100;
/// Characters of a token; those of today have some 250.
const LONGEST_TOKEN: usize = 4_096;
/// Messages per second: more than any number of Meta's has.
const THROUGHPUT: std::ops::RangeInclusive<i64> = 1..=1_000;
/// Messages in a minute and in a day: as many as the highest throughput sends, and more than anybody does.
const CAP_PER_MINUTE: std::ops::RangeInclusive<i64> = 1..=60_000;
const CAP_PER_DAY: std::ops::RangeInclusive<i64> = 1..=10_000_000;

const NOT_DIGITS: Text = Text {
    en: "An id of Meta's has 1 to 32 digits and nothing else.",
    pt: "Um id da Meta tem de 1 a 32 dígitos e nada mais.",
    es: "Un id de Meta tiene de 1 a 32 dígitos y nada más.",
};
const NO_NUMBER: Text = Text {
    en: "A phone number with its country code is expected, as +55 11 4000-1234.",
    pt: "Espera-se um telefone com o código do país, como +55 11 4000-1234.",
    es: "Se espera un teléfono con el código del país, como +55 11 4000-1234.",
};
const NOT_A_TOKEN: Text = Text {
    en: "A token has 1 to 4096 letters, digits and signs, without blanks or line breaks.",
    pt: "Um token tem de 1 a 4096 letras, dígitos e sinais, sem espaços nem quebras de linha.",
    es: "Un token tiene de 1 a 4096 letras, dígitos y signos, sin espacios ni saltos de línea.",
};

/// An id of Meta's.
pub(in crate::v1) fn digits(check: &mut Check, id: &str, pointer: &str) {
    let fits = (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
    check.that(fits, pointer, Fault::Says(NOT_DIGITS));
}

/// A number as people read it: its digits and what stands between them.
pub(super) fn display(check: &mut Check, text: &str) {
    let written = text.chars().all(|c| c.is_ascii_digit() || "+-() .".contains(c));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fits = written && (5..=20).contains(&digits) && text.len() <= LONGEST_DISPLAY;
    check.that(fits, "/displayPhoneNumber", Fault::Says(NO_NUMBER));
}

/// Our name for a number.
pub(super) fn name(check: &mut Check, name: Option<&str>) {
    check.optional_text(name, "/name", LONGEST_NAME);
}

/// A token: it must fit into a header.
pub(super) fn token(check: &mut Check, token: Option<&Secret>) {
    let Some(token) = token.map(Secret::expose) else { return };
    let fits = (1..=LONGEST_TOKEN).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic());
    check.that(fits, "/accessToken", Fault::Says(NOT_A_TOKEN));
}

/// Your own limits; `None`: none, or as they were.
pub(super) fn caps(check: &mut Check, per_minute: Option<&i64>, per_day: Option<&i64>) {
    for (pointer, wanted, range) in
        [("/capPerMinute", per_minute, CAP_PER_MINUTE), ("/capPerDay", per_day, CAP_PER_DAY)]
    {
        let fits = wanted.is_none_or(|wanted| range.contains(wanted));
        check.that(fits, pointer, Fault::OutOfRange(*range.start(), *range.end()));
    }
}

/// Messages per second.
pub(super) fn throughput(check: &mut Check, wanted: Option<i64>) {
    let fits = wanted.is_none_or(|wanted| THROUGHPUT.contains(&wanted));
    check.that(fits, "/throughput", Fault::OutOfRange(*THROUGHPUT.start(), *THROUGHPUT.end()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuses(look: impl FnOnce(&mut Check)) -> bool {
        let mut check = Check::default();
        look(&mut check);
        check.done().is_err()
    }

    #[test]
    fn ids_are_digits() {
        assert!(!refuses(|check| digits(check, "106540352242922", "/x")));
        for bad in ["", "12a", "-1", "+1", " 1", "１２", "1".repeat(33).as_str()] {
            assert!(refuses(|check| digits(check, bad, "/x")), "{bad}");
        }
    }

    #[test]
    fn a_display_number_is_a_number() {
        for good in ["+55 11 4000-1234", "15550783881", "(11) 4000.1234"] {
            assert!(!refuses(|check| display(check, good)), "{good}");
        }
        for bad in ["", "Loja", "+55 11 4000-1234 x", "123", "<b>5511400012</b>", "1".repeat(21).as_str()] {
            assert!(refuses(|check| display(check, bad)), "{bad}");
        }
    }

    #[test]
    fn a_token_fits_into_a_header() {
        let given = |text: &str| refuses(|check| token(check, Some(&Secret::new(text))));
        assert!(!given("EAAG-x_1|2.3"));
        for bad in ["", "a b", "a\nb", "é", "a".repeat(4_097).as_str()] {
            assert!(given(bad), "{bad}");
        }
    }
}
