//! `to` and `recipient`: a phone as people write it, or a business-scoped user id.

use super::part::{Checked, Part};
use crate::{
    graph::refusal::Refusal,
    world::{
        World,
        number::Number,
        people::{Person, PersonId, user_id_of, wa_id_of},
    },
};

/// Whom a message is for, as the caller wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Recipient {
    /// The text and its digits.
    Phone {
        input: String,
        digits: String,
    },
    UserId(String),
}

/// The person found, or the `wa_id` of one met for the first time.
pub(crate) struct Found {
    pub known: Option<PersonId>,
    pub wa_id: Option<String>,
    pub user_id: String,
}

impl Recipient {
    /// `to` wins when both are there.
    pub fn read(body: &Part) -> Checked<Self> {
        if body.get("recipient_type").is_some() && body.word("recipient_type", &["individual", "group"])? == "group" {
            return Err(Refusal::code(131_041));
        }
        if let Some(to) = body.get("to") {
            let input = to.as_str().map(str::to_owned).or_else(|| to.as_u64().map(|number| number.to_string()));
            let input = input.ok_or_else(|| body.invalid("to", "must be a string"))?;
            let digits = digits_of(&input).ok_or_else(|| body.invalid("to", "the phone number is malformed"))?;
            return Ok(Self::Phone { input, digits });
        }
        let Some(recipient) = body.optional_text("recipient", 200)? else {
            return Err(Refusal::parameter("The parameter to is required."));
        };
        if is_user_id(recipient) {
            Ok(Self::UserId(recipient.to_owned()))
        } else {
            Err(body.invalid("recipient", "is not a business-scoped user id"))
        }
    }

    pub fn input(&self) -> &str {
        match self {
            Self::Phone { input, .. } => input,
            Self::UserId(user_id) => user_id,
        }
    }

    /// Looks the person up. A user id nobody showed us belongs to another portfolio, or to nobody.
    pub fn find(&self, world: &World, from: &Number) -> Checked<Found> {
        match self {
            Self::Phone { digits, .. } => {
                if wa_id_of(digits) == wa_id_of(&from.digits()) {
                    return Err(Refusal::code(131_021));
                }
                let known = world.people.find_phone(digits);
                let person = known.map(|id| world.people.get(id).clone()).unwrap_or_default();
                let wa_id = person.wa_id.unwrap_or_else(|| wa_id_of(digits));
                let user_id = if known.is_some() { person.user_id } else { user_id_of(&wa_id) };
                Ok(Found { known, wa_id: Some(wa_id), user_id })
            }
            Self::UserId(user_id) => {
                let id = world.people.find_user_id(user_id).ok_or_else(|| {
                    Refusal::because(131_009, "recipient: this user id is not known to the portfolio of this number")
                })?;
                let Person { wa_id, user_id, .. } = world.people.get(id).clone();
                Ok(Found { known: Some(id), wa_id, user_id })
            }
        }
    }
}

/// 7 to 15 digits, with `+ - ( ) .` and spaces among them.
fn digits_of(input: &str) -> Option<String> {
    let clean = input.chars().all(|c| c.is_ascii_digit() || "+-(). ".contains(c));
    let digits: String = input.chars().filter(char::is_ascii_digit).collect();
    (clean && (7..=15).contains(&digits.len())).then_some(digits)
}

/// `CC.` and up to 128 letters and digits, or `CC.ENT.` and the same.
pub(crate) fn is_user_id(text: &str) -> bool {
    let Some((country, rest)) = text.split_once('.') else { return false };
    let own = rest.strip_prefix("ENT.").unwrap_or(rest);
    let country_ok = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    country_ok && (1..=128).contains(&own.len()) && own.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_ids_are_told_from_everything_else() {
        for good in ["BR.1234567890", "US.ENT.abc123", "BR.A"] {
            assert!(is_user_id(good), "{good}");
        }
        for bad in ["5511987654321", "br.123", "BRA.123", "BR.", "BR.12 3", ""] {
            assert!(!is_user_id(bad), "{bad}");
        }
    }

    #[test]
    fn phones_may_be_written_as_people_do() {
        assert_eq!(digits_of("+55 (11) 98765-4321").as_deref(), Some("5511987654321"));
        assert_eq!(digits_of("abc"), None);
        assert_eq!(digits_of("123"), None);
    }
}
