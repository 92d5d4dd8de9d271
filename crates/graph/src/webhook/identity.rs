//! Who somebody is: phone, business-scoped user id (BSUID), parent BSUID.

use serde_json::Value;

use crate::lenient::scalar;

/// The ids under which Meta names one person. Since 2026 any of them may be missing, the phone included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// Digits without `+`.
    pub phone: Option<String>,
    /// `CC.…`, valid within one business portfolio.
    pub user_id: Option<String>,
    /// `CC.ENT.…`, for portfolios that are linked.
    pub parent_user_id: Option<String>,
}

/// The fields of one object in which the three ids stand.
#[derive(Clone, Copy)]
pub(super) struct Slots<'k> {
    pub phone: &'k [&'k str],
    pub user_id: &'k [&'k str],
    pub parent_user_id: &'k [&'k str],
}

enum Kind {
    Phone(String),
    UserId(String),
    Parent(String),
}

impl Identity {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether both name the same person. The strongest kind of id that both have decides: BSUID, parent, phone.
    pub fn matches(&self, other: &Self) -> bool {
        self.agrees(other) == Some(true)
    }

    /// `None` while no kind of id is known on both sides.
    pub(super) fn agrees(&self, other: &Self) -> Option<bool> {
        let both_known = |(mine, theirs): &(&Option<String>, &Option<String>)| mine.is_some() && theirs.is_some();
        self.pairs(other).into_iter().find(both_known).map(|(mine, theirs)| mine == theirs)
    }

    fn pairs<'i>(&'i self, other: &'i Self) -> [(&'i Option<String>, &'i Option<String>); 3] {
        [(&self.user_id, &other.user_id), (&self.parent_user_id, &other.parent_user_id), (&self.phone, &other.phone)]
    }

    /// Read the ids of `object`, each for what it is and not for where it stands: BSUIDs have been seen in `wa_id` and
    /// `from`. An id in its own slot wins over a stray one.
    pub(super) fn read(object: &Value, slots: Slots<'_>) -> Self {
        let mut identity = Self::default();
        for keys in [slots.user_id, slots.parent_user_id, slots.phone] {
            for id in keys.iter().filter_map(|key| object.get(*key)).filter_map(scalar).filter_map(|id| classify(&id)) {
                let (slot, id) = match id {
                    Kind::Phone(id) => (&mut identity.phone, id),
                    Kind::UserId(id) => (&mut identity.user_id, id),
                    Kind::Parent(id) => (&mut identity.parent_user_id, id),
                };
                slot.get_or_insert(id);
            }
        }
        identity
    }
}

/// What an id is: `^[A-Z]{2}\.` a BSUID (a parent's goes on `ENT.`), digits a phone, anything else nothing.
fn classify(id: &str) -> Option<Kind> {
    let id = id.trim();
    let mut start = id.bytes();
    let country = start.by_ref().take(2).filter(u8::is_ascii_uppercase).count() == 2;
    if country && start.next() == Some(b'.') && id.len() > 3 {
        let id_owned = id.to_owned();
        return Some(if id[3..].starts_with("ENT.") { Kind::Parent(id_owned) } else { Kind::UserId(id_owned) });
    }
    let digits: String = id.chars().filter(|letter| !matches!(letter, '+' | '-' | '(' | ')' | ' ')).collect();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(Kind::Phone(digits))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SENDER: Slots<'_> =
        Slots { phone: &["from"], user_id: &["from_user_id"], parent_user_id: &["from_parent_user_id"] };

    fn ids(phone: Option<&str>, user_id: Option<&str>, parent: Option<&str>) -> Identity {
        Identity {
            phone: phone.map(str::to_owned),
            user_id: user_id.map(str::to_owned),
            parent_user_id: parent.map(str::to_owned),
        }
    }

    #[test]
    fn an_id_is_what_it_looks_like_wherever_it_stands() {
        let table = [
            (json!({ "from": "5511987654321" }), ids(Some("5511987654321"), None, None)),
            (json!({ "from": 5_511_987_654_321_i64 }), ids(Some("5511987654321"), None, None)),
            (json!({ "from": "+55 (11) 98765-4321" }), ids(Some("5511987654321"), None, None)),
            (json!({ "from": "BR.1A2b" }), ids(None, Some("BR.1A2b"), None)),
            (json!({ "from": "US.ENT.9" }), ids(None, None, Some("US.ENT.9"))),
            (json!({ "from": "", "from_user_id": "BR.1" }), ids(None, Some("BR.1"), None)),
            (json!({ "from": "BR.2", "from_user_id": "BR.1" }), ids(None, Some("BR.1"), None)),
            (json!({ "from_user_id": "5511", "from_parent_user_id": "" }), ids(Some("5511"), None, None)),
            (
                json!({ "from": "5511", "from_user_id": "BR.1", "from_parent_user_id": "BR.ENT.2" }),
                ids(Some("5511"), Some("BR.1"), Some("BR.ENT.2")),
            ),
            (json!({ "from": "nobody" }), ids(None, None, None)),
            (json!({ "from": "br.1" }), ids(None, None, None)),
            (json!({ "from": "BR." }), ids(None, None, None)),
            (json!({ "from": "é1.2" }), ids(None, None, None)),
            (json!({ "from": null }), ids(None, None, None)),
            (json!([]), ids(None, None, None)),
        ];
        for (object, expected) in table {
            assert_eq!(Identity::read(&object, SENDER), expected, "{object}");
        }
    }

    #[test]
    fn people_match_by_the_strongest_id_both_have() {
        let ana = ids(Some("5511"), Some("BR.1"), None);
        assert!(ana.matches(&ids(Some("5522"), Some("BR.1"), None)));
        assert!(ana.matches(&ids(Some("5511"), None, None)));
        assert!(ana.matches(&ids(None, Some("BR.1"), Some("BR.ENT.1"))));
        assert!(!ana.matches(&ids(Some("5511"), Some("BR.2"), None)));
        assert!(!ana.matches(&ids(None, None, Some("BR.ENT.1"))));
        assert!(!Identity::default().matches(&Identity::default()));
    }
}
