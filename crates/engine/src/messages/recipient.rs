//! Whom a message goes to: from a conversation, a contact or an address to the conversation it belongs to.

use recado_domain::{
    ContactId, ConversationId, IdentityId, NumberId,
    conversation::{ConversationStatus, HistoryKind},
    fold::{fold_key, fold_words},
    phone::{Phone, digits_of},
};
use recado_storage::{
    Tx,
    tenant::{
        contacts::IdentityKind,
        conversations::ConversationRow,
        history::HistoryRow,
        phone_numbers::{NumberRow, NumberStatus},
        recipients::{AddressKey, NewConversation, NewRecipient},
    },
};
use serde_json::json;

use super::enqueue::{EnqueueError, EnqueueMessage, Target};
use crate::{Engine, access::Caller, conversations::entry};

/// Where a message goes.
#[derive(Debug)]
pub(super) struct Destination {
    pub conversation: ConversationRow,
    pub number: NumberRow,
    /// Whether the conversation began with this message.
    pub begun: bool,
    /// The entry of its history, if it was done and this message opened it again.
    pub reopened: Option<HistoryRow>,
}

/// How an address is looked up and kept; `None` when it is neither a phone number nor a business-scoped user id.
fn address_key(text: &str, number: &NumberRow) -> Option<AddressKey> {
    let text = text.trim();
    if let Ok(phone) = Phone::parse(text) {
        let (kind, value, given) = (IdentityKind::Phone, phone.key().to_owned(), digits_of(text)?);
        return Some(AddressKey { kind, scope: String::new(), former_scope: String::new(), value, given });
    }
    let kind = user_id_kind(text)?;
    let account = number.waba_id.clone();
    let scope = number.portfolio_id.clone().unwrap_or_else(|| account.clone());
    Some(AddressKey { kind, scope, former_scope: account, value: text.to_owned(), given: text.to_owned() })
}

/// `CC.` and up to 128 characters is one portfolio's user id, `CC.ENT.` and the same a parent's (`cloud-api.md` §3.2).
fn user_id_kind(text: &str) -> Option<IdentityKind> {
    let (country, rest) = text.split_once('.')?;
    let (kind, rest) = match rest.strip_prefix("ENT.") {
        Some(rest) => (IdentityKind::ParentBsuid, rest),
        None => (IdentityKind::Bsuid, rest),
    };
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_id = (1..=128).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_country && is_id).then_some(kind)
}

impl Engine {
    /// Finds the conversation that a message belongs to, or begins it.
    pub(super) async fn destination(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        command: &EnqueueMessage,
    ) -> Result<Destination, EnqueueError> {
        let destination = match &command.target {
            Target::Conversation(id) => existing(tx, *id, command.number).await?,
            Target::Contact(id) => {
                let number = number_for(tx, command.number).await?;
                let contact = living_contact(tx, *id).await?;
                self.with_contact(tx, caller, contact, number).await?
            }
            Target::Address(text) => {
                let number = number_for(tx, command.number).await?;
                let address = address_key(text, &number).ok_or(EnqueueError::BadAddress)?;
                let contact = self.holder_of(tx, &address).await?;
                self.with_contact(tx, caller, contact, number).await?
            }
        };
        if !caller.visibility().sees(destination.conversation.placement()) {
            return Err(match command.target {
                Target::Conversation(_) => EnqueueError::UnknownConversation,
                Target::Contact(_) | Target::Address(_) => EnqueueError::HiddenConversation,
            });
        }
        require_willing(tx, destination.conversation.contact_id).await?;
        if destination.number.status != NumberStatus::Active {
            return Err(EnqueueError::NumberNotActive);
        }
        Ok(destination)
    }

    /// The contact who holds an address; somebody new when nobody does.
    async fn holder_of(&self, tx: &mut Tx, address: &AddressKey) -> Result<ContactId, EnqueueError> {
        if let Some(contact) = tx.tenant().recipients().holder(address).await? {
            return Ok(contact);
        }
        let at = self.now();
        let name = match address.kind {
            IdentityKind::Phone => format!("+{}", address.value),
            IdentityKind::Bsuid | IdentityKind::ParentBsuid => address.value.clone(),
        };
        let new = NewRecipient {
            id: ContactId::from_uuid(self.ids.v7(at)),
            identity: IdentityId::from_uuid(self.ids.v7(at)),
            name: &name,
            name_key: &fold_key(&name),
            address,
            at,
        };
        let id = new.id;
        if tx.tenant().recipients().insert(new).await? {
            let mut words = fold_words(&name);
            words.extend(Phone::parse(&name).map(|phone| phone.search_terms()).unwrap_or_default());
            words.sort_unstable();
            words.dedup();
            tx.tenant().contact_terms().replace(&[(id, words)]).await?;
            return Ok(id);
        }
        // Somebody else's transaction made the contact while this one waited for it.
        tx.tenant().recipients().holder(address).await?.ok_or(EnqueueError::BadAddress)
    }

    async fn with_contact(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        contact: ContactId,
        number: NumberRow,
    ) -> Result<Destination, EnqueueError> {
        let at = self.now();
        let mut found = tx.tenant().outgoing().conversation_of(contact, number.id).await?;
        let mut begun = false;
        if found.is_none() {
            let id = ConversationId::from_uuid(self.ids.v7(at));
            let new = NewConversation { id, contact, number: number.id, at };
            begun = tx.tenant().recipients().begin(new).await?;
            found = if begun { Some(id) } else { tx.tenant().outgoing().conversation_of(contact, number.id).await? };
        }
        let id = found.ok_or(EnqueueError::UnknownConversation)?;
        let conversation = tx.tenant().conversations().lock(id).await?.ok_or(EnqueueError::UnknownConversation)?;
        let reopened = match caller.user() {
            Some(_) if !conversation.status.is_open() => Some(self.reopen(tx, caller, &conversation).await?),
            _ => None,
        };
        Ok(Destination { conversation, number, begun, reopened })
    }

    /// A person who writes to a contact begins to work on the conversation again; a program that writes to thousands does
    /// not.
    async fn reopen(&self, tx: &mut Tx, caller: &Caller, row: &ConversationRow) -> Result<HistoryRow, EnqueueError> {
        let (from, to) = (row.status, ConversationStatus::Open);
        tx.tenant().conversation_changes().mark_open(row.id, to, None).await?;
        let data = json!({ "from": from, "to": to, "cause": "message" });
        let done = entry(self, caller.by(), row.id, HistoryKind::of_status(from, to), data);
        tx.tenant().history().insert(std::slice::from_ref(&done)).await?;
        Ok(done)
    }
}

/// Nobody is written to who was blocked, or who is known no more.
async fn require_willing(tx: &mut Tx, id: ContactId) -> Result<(), EnqueueError> {
    let contact = tx.tenant().contacts().find(id).await?.ok_or(EnqueueError::UnknownContact)?;
    match (contact.erased_at, contact.blocked_at) {
        (Some(_), _) => Err(EnqueueError::UnknownContact),
        (None, Some(_)) => Err(EnqueueError::ContactBlocked),
        (None, None) => Ok(()),
    }
}

async fn existing(tx: &mut Tx, id: ConversationId, number: Option<NumberId>) -> Result<Destination, EnqueueError> {
    let conversation = tx.tenant().conversations().lock(id).await?.ok_or(EnqueueError::UnknownConversation)?;
    if number.is_some_and(|number| number != conversation.phone_number_id) {
        return Err(EnqueueError::OtherNumber);
    }
    let number = tx.tenant().phone_numbers().find(conversation.phone_number_id).await?;
    Ok(Destination { conversation, number: number.ok_or(EnqueueError::UnknownNumber)?, begun: false, reopened: None })
}

/// The number that is named, else the tenant's only one.
async fn number_for(tx: &mut Tx, named: Option<NumberId>) -> Result<NumberRow, EnqueueError> {
    if let Some(id) = named {
        return tx.tenant().phone_numbers().find(id).await?.ok_or(EnqueueError::UnknownNumber);
    }
    let mut numbers = tx.tenant().phone_numbers().list().await?;
    match (numbers.pop(), numbers.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(EnqueueError::NoNumber),
        (Some(_), false) => Err(EnqueueError::NumberNeeded),
    }
}

/// The contact, or the one it became part of.
async fn living_contact(tx: &mut Tx, id: ContactId) -> Result<ContactId, EnqueueError> {
    let mut row = tx.tenant().contacts().find(id).await?.ok_or(EnqueueError::UnknownContact)?;
    while let Some(into) = row.merged_into {
        row = tx.tenant().contacts().find(into).await?.ok_or(EnqueueError::UnknownContact)?;
    }
    Ok(row.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_ids_are_told_from_phones_and_nonsense() {
        for (text, kind) in [
            ("BR.1349abc", Some(IdentityKind::Bsuid)),
            ("US.ENT.99", Some(IdentityKind::ParentBsuid)),
            ("br.1349", None),
            ("BRA.1349", None),
            ("BR.", None),
            ("BR.ENT.", None),
            ("BR.12 34", None),
            ("ana@example.com", None),
            ("", None),
        ] {
            assert_eq!(user_id_kind(text), kind, "{text}");
        }
        assert_eq!(user_id_kind(&format!("BR.{}", "x".repeat(129))), None);
    }
}
