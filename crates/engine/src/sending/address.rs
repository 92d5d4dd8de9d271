//! How a contact is addressed: by the phone as Meta last wrote it, else by a user id that our portfolio may use.

use recado_graph::send::Recipient;
use recado_storage::tenant::{
    contacts::{IdentityKind, IdentityRow},
    queue::LaneNumber,
};

/// Where a message goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// In Meta's words.
    pub recipient: Recipient,
    /// The matching key, when it is a phone: Meta may answer with another form of it.
    pub phone: Option<String>,
}

/// Chooses among a contact's living identities. Meta advises the phone where there is one; a user id counts only in the
/// scope it was given for, elsewhere Meta refuses it.
pub(crate) fn address_of(identities: &[IdentityRow], number: &LaneNumber) -> Option<Address> {
    let of = |kind: IdentityKind| identities.iter().rev().filter(move |identity| identity.kind == kind);
    if let Some(phone) = of(IdentityKind::Phone).next() {
        let recipient = Recipient::Phone(phone.given.clone());
        return Some(Address { recipient, phone: Some(phone.value.clone()) });
    }
    let ours = |identity: &&IdentityRow| {
        identity.scope == number.waba_id || Some(&identity.scope) == number.portfolio_id.as_ref()
    };
    let user = of(IdentityKind::Bsuid).chain(of(IdentityKind::ParentBsuid)).find(ours)?;
    Some(Address { recipient: Recipient::User(user.given.clone()), phone: None })
}

#[cfg(test)]
mod tests {
    use recado_domain::{ContactId, IdentityId};
    use recado_storage::tenant::phone_numbers::NumberStatus;
    use uuid::Uuid;

    use super::*;

    fn number() -> LaneNumber {
        LaneNumber {
            phone_number_id: "1".to_owned(),
            waba_id: "waba".to_owned(),
            portfolio_id: Some("portfolio".to_owned()),
            status: NumberStatus::Active,
            throughput: 80,
            access_token: None,
            inbound_messages: 0,
            cap_per_minute: None,
            cap_per_day: None,
        }
    }

    fn identity(kind: IdentityKind, scope: &str, given: &str) -> IdentityRow {
        let (id, contact_id) = (IdentityId::from_uuid(Uuid::nil()), ContactId::from_uuid(Uuid::nil()));
        IdentityRow {
            id,
            contact_id,
            scope: scope.to_owned(),
            kind,
            value: format!("={given}"),
            given: given.to_owned(),
        }
    }

    #[test]
    fn the_phone_goes_first_as_meta_wrote_it() {
        let both = [identity(IdentityKind::Phone, "", "551198765432"), identity(IdentityKind::Bsuid, "waba", "BR.1")];
        let address = address_of(&both, &number()).unwrap();
        assert_eq!(address.recipient, Recipient::Phone("551198765432".to_owned()));
        assert_eq!(address.phone.as_deref(), Some("=551198765432"));
    }

    #[test]
    fn a_user_id_counts_in_our_scopes_only() {
        let foreign = identity(IdentityKind::Bsuid, "another", "BR.0");
        assert_eq!(address_of(std::slice::from_ref(&foreign), &number()), None);
        let known = [foreign, identity(IdentityKind::ParentBsuid, "portfolio", "BR.ENT.1")];
        assert_eq!(address_of(&known, &number()).unwrap().recipient, Recipient::User("BR.ENT.1".to_owned()));
        assert_eq!(address_of(&[], &number()), None);
    }
}
