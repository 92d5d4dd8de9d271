//! Who somebody is, in our words: the ids of Meta's under which a contact is found.

use recado_domain::phone::Phone;
use recado_graph::webhook::Identity;
use recado_storage::tenant::{contacts::IdentityKind, people::IdentityKey};

/// In which realm business-scoped ids hold: the portfolio where Graph has told it, else the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Realm {
    /// What new identities are written under.
    pub(super) scope: String,
    /// What older ones may be written under: the account, from before the portfolio was known.
    pub(super) former: Option<String>,
}

impl Realm {
    pub(super) fn of(portfolio_id: Option<&str>, waba_id: &str) -> Self {
        match portfolio_id {
            Some(portfolio) => Self { scope: portfolio.to_owned(), former: Some(waba_id.to_owned()) },
            None => Self { scope: waba_id.to_owned(), former: None },
        }
    }
}

/// One id of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Id {
    pub(super) key: IdentityKey,
    /// The same key under the former scope.
    pub(super) former: Option<IdentityKey>,
    /// As Meta writes it.
    pub(super) given: String,
}

impl Id {
    /// The keys that it may be found by.
    pub(super) fn keys(&self) -> impl Iterator<Item = &IdentityKey> {
        std::iter::once(&self.key).chain(&self.former)
    }

    /// Whether an identity of this kind and scope stands in the place of this one.
    pub(super) fn is_same_slot(&self, kind: IdentityKind, scope: &str) -> bool {
        self.keys().any(|key| key.kind == kind && key.scope == scope)
    }
}

/// The ids of one person, the strongest first: BSUID, parent, phone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ids(pub(super) Vec<Id>);

impl Ids {
    pub(super) fn of(identity: &Identity, realm: &Realm) -> Self {
        let scoped = |kind, value: &Option<String>| {
            let value = value.clone()?;
            let key = |scope: &String| IdentityKey { scope: scope.clone(), kind, value: value.clone() };
            Some(Id { key: key(&realm.scope), former: realm.former.as_ref().map(key), given: value.clone() })
        };
        let phone = identity.phone.as_deref().map(phone);
        let all = [
            scoped(IdentityKind::Bsuid, &identity.user_id),
            scoped(IdentityKind::ParentBsuid, &identity.parent_user_id),
            phone,
        ];
        Self(all.into_iter().flatten().collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn find(&self, kind: IdentityKind) -> Option<&Id> {
        self.0.iter().find(|id| id.key.kind == kind)
    }

    /// Every key that any of them may be found by.
    pub(super) fn keys(&self) -> impl Iterator<Item = &IdentityKey> {
        self.0.iter().flat_map(Id::keys)
    }
}

/// A phone in canonical form. Digits that no numbering plan has are still somebody.
fn phone(given: &str) -> Id {
    let value = Phone::parse(given).map_or_else(|_| given.to_owned(), |phone| phone.key().to_owned());
    let key = IdentityKey { scope: String::new(), kind: IdentityKind::Phone, value };
    Id { key, former: None, given: given.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_id_comes_first_and_phones_have_no_realm() {
        let identity = Identity {
            phone: Some("551198765432".to_owned()),
            user_id: Some("BR.1".to_owned()),
            parent_user_id: Some("BR.ENT.2".to_owned()),
        };
        let ids = Ids::of(&identity, &Realm::of(Some("portfolio"), "waba"));
        let told: Vec<_> = ids.keys().map(|key| (key.scope.as_str(), key.kind, key.value.as_str())).collect();
        assert_eq!(
            told,
            [
                ("portfolio", IdentityKind::Bsuid, "BR.1"),
                ("waba", IdentityKind::Bsuid, "BR.1"),
                ("portfolio", IdentityKind::ParentBsuid, "BR.ENT.2"),
                ("waba", IdentityKind::ParentBsuid, "BR.ENT.2"),
                ("", IdentityKind::Phone, "5511998765432"),
            ]
        );
        assert_eq!(ids.find(IdentityKind::Phone).map(|id| id.given.as_str()), Some("551198765432"));
    }

    #[test]
    fn digits_of_no_numbering_plan_are_still_somebody() {
        let identity = Identity { phone: Some("123".to_owned()), ..Identity::default() };
        let ids = Ids::of(&identity, &Realm::of(None, "waba"));
        assert_eq!(ids.0[0].key.value, "123");
    }
}
