//! Phone numbers as keys: one canonical form per person, whatever form Meta or a typist used.
//!
//! Rules of `cloud-api.md` §11.3: Brazil's mobile numbers exist with and without their ninth digit, Mexico's with and
//! without the old mobile `1`, Argentina's with and without the mobile `9`. Validity is never judged: an inbound
//! `wa_id` is somebody, whatever a numbering plan says.

/// Why a text is not a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a phone number has 7 to 15 digits with its country code, for example +5511998765432")]
pub struct NotAPhone;

/// A phone number in canonical form: digits with country code, no plus sign.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people and Meta write it: digits, and `+ - ( ) . space` between them.
    pub fn parse(text: &str) -> Result<Self, NotAPhone> {
        let given = digits_of(text).ok_or(NotAPhone)?;
        Ok(Self(canonical(&given)))
    }

    /// The digits that identify the person.
    pub fn key(&self) -> &str {
        &self.0
    }

    /// For showing: `+` and the digits.
    pub fn e164(&self) -> String {
        format!("+{}", self.0)
    }

    /// What a person may type to find the number: whole, without country code, local part, last four.
    pub fn search_terms(&self) -> Vec<String> {
        let mut terms = vec![self.0.clone()];
        for cut in [2, 4] {
            if self.0.len() >= cut + 7 {
                terms.push(self.0[cut..].to_owned());
            }
        }
        terms.push(self.0[self.0.len() - 4..].to_owned());
        terms.dedup();
        terms
    }
}

/// The digits of a phone number as written, without judging its country; `None` when it is not one.
pub fn digits_of(text: &str) -> Option<String> {
    let text = text.trim();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let clean =
        text.chars().enumerate().all(|(i, c)| c.is_ascii_digit() || " -().".contains(c) || (c == '+' && i == 0));
    (clean && (7..=15).contains(&digits.len())).then_some(digits)
}

/// Brings the variants of one person's number together.
fn canonical(digits: &str) -> String {
    let (head, tail) = digits.split_at(2);
    match head {
        // Brazil: 55, area of two digits, eight digits whose first is 6 to 9 = a mobile without its ninth digit.
        "55" if tail.len() == 10 && matches!(tail.as_bytes()[2], b'6'..=b'9') => {
            format!("55{}9{}", &tail[..2], &tail[2..])
        }
        // Mexico: 52 1 and ten digits is the old form of 52 and ten digits.
        "52" if tail.len() == 11 && tail.starts_with('1') => format!("52{}", &tail[1..]),
        // Argentina: 54 9 and ten digits is the mobile form of 54 and ten digits.
        "54" if tail.len() == 11 && tail.starts_with('9') => format!("54{}", &tail[1..]),
        _ => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn variants_of_one_person_meet() {
        let table = [
            ("+55 (11) 99876-5432", "5511998765432"),
            ("551198765432", "5511998765432"),
            ("551132165432", "551132165432"),
            ("5215512345678", "525512345678"),
            ("+52 55 1234 5678", "525512345678"),
            ("5491123456789", "541123456789"),
            ("541123456789", "541123456789"),
            ("16505551234", "16505551234"),
        ];
        for (written, key) in table {
            assert_eq!(Phone::parse(written).map(|p| p.key().to_owned()).as_deref(), Ok(key), "{written}");
        }
    }

    #[test]
    fn what_is_no_phone_is_refused() {
        for text in ["", "BR.123", "123456", "1234567890123456", "55+11998765432", "abc5511998765432"] {
            assert_eq!(Phone::parse(text), Err(NotAPhone), "{text}");
        }
    }

    #[test]
    fn people_find_a_number_by_its_pieces() {
        let phone = Phone::parse("5511998765432").unwrap();
        assert_eq!(phone.search_terms(), ["5511998765432", "11998765432", "998765432", "5432"]);
    }

    proptest! {
        #[test]
        fn canonical_is_idempotent(digits in "[1-9][0-9]{6,14}") {
            let once = Phone::parse(&digits).unwrap();
            prop_assert_eq!(Phone::parse(once.key()).unwrap(), once);
        }
    }
}
