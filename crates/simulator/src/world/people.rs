//! Customers: one person per phone, whatever form it is written in, or per business-scoped user id.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Index of a person.
pub(crate) type PersonId = usize;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Person {
    /// None for somebody who hides the number behind a username.
    pub wa_id: Option<String>,
    pub user_id: String,
    pub name: Option<String>,
    pub username: Option<String>,
}

/// What a request or a control call says about somebody.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sighting<'a> {
    pub wa_id: Option<&'a str>,
    pub user_id: Option<&'a str>,
    pub name: Option<&'a str>,
    pub username: Option<&'a str>,
}

#[derive(Debug, Default)]
pub(crate) struct People {
    all: Vec<Person>,
    by_phone: HashMap<String, PersonId>,
    by_user_id: HashMap<String, PersonId>,
}

impl People {
    pub fn get(&self, id: PersonId) -> &Person {
        &self.all[id]
    }

    /// Whoever was met last comes first.
    pub fn newest(&self) -> impl Iterator<Item = &Person> {
        self.all.iter().rev()
    }

    pub fn find_phone(&self, digits: &str) -> Option<PersonId> {
        self.by_phone.get(&canonical(digits)).copied()
    }

    pub fn find_user_id(&self, user_id: &str) -> Option<PersonId> {
        self.by_user_id.get(user_id).copied()
    }

    /// The person behind these identifiers, made or completed as needed. A phone wins when both are known apart.
    pub fn meet(&mut self, seen: &Sighting) -> PersonId {
        let by_phone = seen.wa_id.and_then(|digits| self.find_phone(digits));
        let by_user_id = seen.user_id.and_then(|user_id| self.find_user_id(user_id));
        let id = by_phone.or(by_user_id).unwrap_or_else(|| {
            self.all.push(Person::default());
            self.all.len() - 1
        });
        self.complete(id, seen);
        id
    }

    fn complete(&mut self, id: PersonId, seen: &Sighting) {
        let person = &mut self.all[id];
        if let Some(wa_id) = seen.wa_id {
            person.wa_id = Some(wa_id.to_owned());
            self.by_phone.insert(canonical(wa_id), id);
        }
        if let Some(user_id) = seen.user_id {
            user_id.clone_into(&mut person.user_id);
        } else if person.user_id.is_empty() {
            person.user_id = user_id_of(seen.wa_id.unwrap_or_default());
        }
        self.by_user_id.insert(person.user_id.clone(), id);
        if let Some(name) = seen.name {
            person.name = Some(name.to_owned());
        }
        if let Some(username) = seen.username {
            person.username = Some(username.trim_start_matches('@').to_owned());
        }
    }
}

/// The `wa_id` Meta would know a dialled number by (cloud-api.md §11.3): Brazilian accounts outside São Paulo and Rio
/// mostly keep the eight-digit form, Mexican and Argentine mobiles carry an extra digit.
pub(crate) fn wa_id_of(digits: &str) -> String {
    let plain = canonical(digits);
    match plain.get(..2) {
        Some("55") if plain.len() == 13 && &plain[2..4] >= "29" => format!("{}{}", &plain[..4], &plain[5..]),
        Some("52") if plain.len() == 12 => format!("521{}", &plain[2..]),
        Some("54") if plain.len() == 12 => format!("549{}", &plain[2..]),
        _ => plain,
    }
}

/// One form per person: Brazil with the ninth digit, Mexico and Argentina without the extra one.
fn canonical(digits: &str) -> String {
    let tail = digits.get(2..).unwrap_or_default();
    match digits.get(..2) {
        Some("55") if tail.len() == 10 && matches!(tail.as_bytes()[2], b'6'..=b'9') => {
            format!("55{}9{}", &tail[..2], &tail[2..])
        }
        Some("52") if tail.len() == 11 && tail.starts_with('1') => format!("52{}", &tail[1..]),
        Some("54") if tail.len() == 11 && tail.starts_with('9') => format!("54{}", &tail[1..]),
        _ => digits.to_owned(),
    }
}

/// A stable business-scoped user id for a phone: every number here belongs to one portfolio, so it has only one.
pub(crate) fn user_id_of(wa_id: &str) -> String {
    let hash = Sha256::digest(canonical(wa_id));
    let number = u64::from_be_bytes(*hash.first_chunk().expect("32 bytes hold eight"));
    format!("{}.{number:020}", country_of(wa_id))
}

/// The country of a phone, for the first two letters of the user id.
fn country_of(wa_id: &str) -> &'static str {
    const PREFIXES: [(&str, &str); 14] = [
        ("351", "PT"),
        ("595", "PY"),
        ("598", "UY"),
        ("55", "BR"),
        ("52", "MX"),
        ("54", "AR"),
        ("56", "CL"),
        ("57", "CO"),
        ("51", "PE"),
        ("34", "ES"),
        ("44", "GB"),
        ("49", "DE"),
        ("91", "IN"),
        ("1", "US"),
    ];
    PREFIXES.iter().find(|(prefix, _)| wa_id.starts_with(prefix)).map_or("US", |(_, country)| country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialled_numbers_become_the_forms_meta_uses() {
        for (dialled, wa_id) in [
            ("5511987654321", "5511987654321"),
            ("551187654321", "5511987654321"),
            ("5531987654321", "553187654321"),
            ("553187654321", "553187654321"),
            ("525512345678", "5215512345678"),
            ("541123456789", "5491123456789"),
            ("16505551234", "16505551234"),
        ] {
            assert_eq!(wa_id_of(dialled), wa_id);
        }
    }

    #[test]
    fn a_person_is_found_by_any_form_and_by_user_id() {
        let mut people = People::default();
        let ana = people.meet(&Sighting { wa_id: Some("553187654321"), name: Some("Ana"), ..Default::default() });
        assert_eq!(people.find_phone("5531987654321"), Some(ana));
        let user_id = people.get(ana).user_id.clone();
        assert!(user_id.starts_with("BR."), "{user_id}");
        assert_eq!(people.meet(&Sighting { user_id: Some(&user_id), ..Default::default() }), ana);
        assert_eq!(people.get(ana).name.as_deref(), Some("Ana"), "a missing name erases nothing");
    }

    #[test]
    fn a_person_without_a_phone_has_none() {
        let mut people = People::default();
        let seen = Sighting { user_id: Some("BR.ABC"), username: Some("@lua"), ..Default::default() };
        let lua = people.meet(&seen);
        assert_eq!(people.get(lua).wa_id, None);
        assert_eq!(people.get(lua).username.as_deref(), Some("lua"));
    }
}
