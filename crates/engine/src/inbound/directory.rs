//! Which contact a person is. Rules of the Cloud API page §3.7, in memory: the contacts that a group of changes may
//! concern are loaded before, and what differs afterwards is written in batches (`people.rs`).
//!
//! BSUID, then parent, then phone finds a contact. An id that is missing is attached. Where two ids name two contacts,
//! they are one person only if one of the contacts is a stub: nothing but a single id that does not contradict. Else the
//! phone was given to somebody else: it moves, history stays, and both are marked for review. Names never decide.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use recado_domain::{ContactId, IdentityId, Ids as FreshIds, Timestamp, fold::fold_key};
use recado_storage::tenant::{
    contacts::{ContactRow, IdentityKind, IdentityRow},
    people::IdentityKey,
};

use super::person::{Id, Ids};

/// How old `last_seen_at` must be before it is written again: it spares an index write per message.
const SEEN_EVERY: Duration = Duration::from_mins(10);

/// A person as one message or status shows them.
#[derive(Debug, Clone, Default)]
pub(super) struct Sighting {
    pub(super) ids: Ids,
    /// Fit to be shown.
    pub(super) name: Option<String>,
    pub(super) username: Option<String>,
    /// When they wrote; not set by notes and echoes.
    pub(super) seen_at: Option<Timestamp>,
}

/// A change of ids that WhatsApp tells of.
#[derive(Debug, Clone)]
pub(super) struct IdChange {
    pub(super) previous: Ids,
    pub(super) current: Ids,
    /// Whether the phone they had is no longer theirs, also when no new one is told.
    pub(super) loses_phone: bool,
}

/// One contact that became part of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) from: ContactId,
    pub(super) into: ContactId,
}

/// Contacts and who holds which identity.
pub(super) struct Directory {
    fresh: Arc<dyn FreshIds>,
    now: Timestamp,
    contacts: BTreeMap<ContactId, Person>,
    holders: HashMap<IdentityKey, ContactId>,
    merges: Vec<Merge>,
}

/// A contact with its living identities.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) row: ContactRow,
    pub(super) identities: Vec<IdentityRow>,
}

impl Directory {
    pub(super) fn new(fresh: Arc<dyn FreshIds>, now: Timestamp) -> Self {
        Self { fresh, now, contacts: BTreeMap::new(), holders: HashMap::new(), merges: Vec::new() }
    }

    /// Adds a loaded contact.
    pub(super) fn add(&mut self, row: ContactRow, identities: Vec<IdentityRow>) {
        for identity in &identities {
            self.holders.insert(key_of(identity), row.id);
        }
        self.contacts.insert(row.id, Person { row, identities });
    }

    /// A contact as it is now.
    pub(super) fn get(&self, id: ContactId) -> &Person {
        &self.contacts[&id]
    }

    /// All contacts as they are now.
    pub(super) fn people(&self) -> impl Iterator<Item = &Person> {
        self.contacts.values()
    }

    /// The contact that this one is now, after merges.
    pub(super) fn now_called(&self, mut id: ContactId) -> ContactId {
        while let Some(into) = self.contacts[&id].row.merged_into {
            id = into;
        }
        id
    }

    /// Which contacts became part of which, in order.
    pub(super) fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The contact of this person, made if need be, with all that the sighting tells.
    pub(super) fn resolve(&mut self, sighting: &Sighting) -> ContactId {
        let found = self.settle(&sighting.ids);
        let contact = found.unwrap_or_else(|| self.begin(sighting));
        self.learn(contact, sighting);
        contact
    }

    /// The contact whose ids change: old ones end, new ones are its own.
    pub(super) fn change(&mut self, change: &IdChange, sighting: &Sighting) -> ContactId {
        let held = change.previous.0.iter().chain(&change.current.0).find_map(|id| self.holder(id));
        let mut contact = held.unwrap_or_else(|| self.begin(sighting));
        self.retire(contact, change);
        for id in &change.current.0 {
            match self.holder(id) {
                Some(other) if other != contact && !self.contradicts(other, &change.current) => {
                    contact = self.merge(contact, other);
                }
                Some(other) if other != contact => self.take_from(other, id, contact),
                _ => {}
            }
            self.attach(contact, id);
        }
        self.attach_all(contact, &change.current);
        contact
    }

    /// Finds the contact of these ids and makes all of them its own; `None` when it must be a new one.
    fn settle(&mut self, ids: &Ids) -> Option<ContactId> {
        let strongest = ids.0.iter().position(|id| self.holder(id).is_some())?;
        let mut contact = self.holder(&ids.0[strongest]).expect("just found");
        if ids.0[strongest].key.kind == IdentityKind::Phone && self.contradicts(contact, ids) {
            return None;
        }
        for id in &ids.0 {
            match self.holder(id) {
                Some(other) if other != contact && self.are_one(contact, other, ids) => {
                    contact = self.merge(contact, other);
                }
                Some(other) if other != contact => {
                    self.take_from(other, id, contact);
                    self.review(contact);
                }
                _ => {}
            }
            self.attach(contact, id);
        }
        self.attach_all(contact, ids);
        Some(contact)
    }

    fn holder(&self, id: &Id) -> Option<ContactId> {
        id.keys().find_map(|key| self.holders.get(key)).copied()
    }

    /// Whether the contact has another BSUID in the same realm: then it is somebody else.
    fn contradicts(&self, contact: ContactId, ids: &Ids) -> bool {
        let Some(bsuid) = ids.find(IdentityKind::Bsuid) else { return false };
        let other = |held: &IdentityRow| bsuid.is_same_slot(held.kind, &held.scope) && held.value != bsuid.key.value;
        self.contacts[&contact].identities.iter().any(other)
    }

    /// Whether two contacts are one person: one of them is a stub, and neither has another BSUID.
    fn are_one(&self, a: ContactId, b: ContactId, ids: &Ids) -> bool {
        (self.is_stub(a) || self.is_stub(b)) && !self.contradicts(a, ids) && !self.contradicts(b, ids)
    }

    fn is_stub(&self, contact: ContactId) -> bool {
        self.contacts[&contact].identities.len() == 1
    }

    /// Makes one contact of two: a stub goes into the other; of two stubs the younger goes into the older.
    fn merge(&mut self, a: ContactId, b: ContactId) -> ContactId {
        let (into, from) = match (self.is_stub(a), self.is_stub(b)) {
            (true, false) => (b, a),
            (false, true) => (a, b),
            _ => (a.min(b), a.max(b)),
        };
        let mut gone = self.contacts.remove(&from).expect("both are loaded");
        let kept = self.contacts.get_mut(&into).expect("both are loaded");
        for mut identity in gone.identities.drain(..) {
            identity.contact_id = into;
            self.holders.insert(key_of(&identity), into);
            kept.identities.push(identity);
        }
        if gone.row.name_is_edited && !kept.row.name_is_edited {
            kept.row.name.clone_from(&gone.row.name);
            kept.row.name_is_edited = true;
        }
        kept.row.email = kept.row.email.take().or_else(|| gone.row.email.clone());
        kept.row.company = kept.row.company.take().or_else(|| gone.row.company.clone());
        kept.row.username = kept.row.username.take().or_else(|| gone.row.username.clone());
        kept.row.last_seen_at = kept.row.last_seen_at.max(gone.row.last_seen_at);
        gone.row.merged_into = Some(into);
        gone.row.phone = None;
        self.contacts.insert(from, gone);
        self.merges.push(Merge { from, into });
        self.show_phone(into);
        into
    }

    /// An id that was another's is this contact's from now on. Both are looked at by a person.
    fn take_from(&mut self, other: ContactId, id: &Id, contact: ContactId) {
        let keys: Vec<&IdentityKey> = id.keys().collect();
        let person = self.contacts.get_mut(&other).expect("a holder is loaded");
        let (taken, left): (Vec<_>, Vec<_>) =
            person.identities.drain(..).partition(|identity| keys.contains(&&key_of(identity)));
        person.identities = left;
        for mut identity in taken {
            identity.contact_id = contact;
            self.holders.insert(key_of(&identity), contact);
            self.contacts.get_mut(&contact).expect("it is loaded").identities.push(identity);
        }
        self.review(other);
        self.show_phone(other);
        self.show_phone(contact);
    }

    fn review(&mut self, contact: ContactId) {
        self.contacts.get_mut(&contact).expect("it is loaded").row.needs_review = true;
    }

    /// Makes the id the contact's own. Whatever it held in the same place before has ended.
    fn attach(&mut self, contact: ContactId, id: &Id) {
        let person = self.contacts.get_mut(&contact).expect("it is loaded");
        let same = |held: &IdentityRow| id.keys().any(|key| *key == key_of(held));
        let ended = |held: &IdentityRow| id.is_same_slot(held.kind, &held.scope) && !same(held);
        for identity in person.identities.extract_if(.., |held| ended(held)) {
            self.holders.remove(&key_of(&identity));
        }
        if let Some(held) = person.identities.iter_mut().find(|held| same(held)) {
            held.given.clone_from(&id.given);
        } else {
            let IdentityKey { scope, kind, value } = id.key.clone();
            let fresh = IdentityId::from_uuid(self.fresh.v7(self.now));
            let given = id.given.clone();
            person.identities.push(IdentityRow { id: fresh, contact_id: contact, scope, kind, value, given });
            self.holders.insert(id.key.clone(), contact);
        }
        self.show_phone(contact);
    }

    /// Once more after merges, each of which may have brought another id in the place of one of these.
    fn attach_all(&mut self, contact: ContactId, ids: &Ids) {
        for id in &ids.0 {
            self.attach(contact, id);
        }
    }

    /// Ends the ids that WhatsApp says are no longer theirs.
    fn retire(&mut self, contact: ContactId, change: &IdChange) {
        let person = self.contacts.get_mut(&contact).expect("it is loaded");
        let keys: Vec<&IdentityKey> = change.previous.keys().collect();
        let current: Vec<&IdentityKey> = change.current.keys().collect();
        let ended = |held: &IdentityRow| {
            let phone = change.loses_phone && held.kind == IdentityKind::Phone;
            let key = key_of(held);
            (phone || keys.contains(&&key)) && !current.contains(&&key)
        };
        for identity in person.identities.extract_if(.., |held| ended(held)) {
            self.holders.remove(&key_of(&identity));
        }
        self.show_phone(contact);
    }

    /// A contact without ids yet.
    fn begin(&mut self, sighting: &Sighting) -> ContactId {
        let id = ContactId::from_uuid(self.fresh.v7(self.now));
        let row = ContactRow {
            id,
            name: String::new(),
            name_is_edited: false,
            phone: None,
            username: None,
            email: None,
            company: None,
            needs_review: false,
            merged_into: None,
            blocked_at: None,
            erased_at: None,
            last_seen_at: sighting.seen_at.unwrap_or(self.now),
            created_at: self.now,
        };
        self.contacts.insert(id, Person { row, identities: Vec::new() });
        for wanted in &sighting.ids.0 {
            if let Some(other) = self.holder(wanted) {
                self.take_from(other, wanted, id);
                self.review(id);
            }
            self.attach(id, wanted);
        }
        id
    }

    /// Takes over name, username and the time they were seen. A name that a person here gave stays.
    fn learn(&mut self, contact: ContactId, sighting: &Sighting) {
        let row = &mut self.contacts.get_mut(&contact).expect("it is loaded").row;
        if let Some(username) = &sighting.username {
            row.username = Some(username.clone());
        }
        if let Some(name) = sighting.name.as_ref().filter(|_| !row.name_is_edited) {
            row.name.clone_from(name);
        }
        if let Some(at) = sighting.seen_at.filter(|at| at.since(row.last_seen_at) >= SEEN_EVERY) {
            row.last_seen_at = at;
        }
        self.show_name(contact);
    }

    /// The phone shown is the living one.
    fn show_phone(&mut self, contact: ContactId) {
        let person = self.contacts.get_mut(&contact).expect("it is loaded");
        let phone = person.identities.iter().rev().find(|held| held.kind == IdentityKind::Phone);
        person.row.phone = phone.map(|held| held.value.clone());
        self.show_name(contact);
    }

    /// Who has told no name is called by what is known of them; that follows whatever changes.
    fn show_name(&mut self, contact: ContactId) {
        let person = self.contacts.get_mut(&contact).expect("it is loaded");
        if !person.row.name_is_edited && stands_in(&person.row.name) {
            person.row.name = stand_in(person);
        }
    }
}

/// What a contact without a name is called: username, phone, or the id that Meta gave.
fn stand_in(person: &Person) -> String {
    let username = person.row.username.as_ref().map(|username| format!("@{username}"));
    let phone = person.row.phone.as_ref().map(|digits| format!("+{digits}"));
    let id = person.identities.first().map(|identity| identity.given.clone());
    username.or(phone).or(id).unwrap_or_default()
}

/// Whether a name is none, but one of the above.
fn stands_in(name: &str) -> bool {
    let username = name.starts_with('@') && !name.contains(' ');
    let phone = name.strip_prefix('+').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let bsuid = matches!(name.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z', b'.', rest @ ..] if !rest.is_empty() && !rest.contains(&b' '));
    name.is_empty() || username || phone || bsuid
}

pub(super) fn key_of(identity: &IdentityRow) -> IdentityKey {
    IdentityKey { scope: identity.scope.clone(), kind: identity.kind, value: identity.value.clone() }
}

/// The name as it is sorted.
pub(super) fn name_key(row: &ContactRow) -> String {
    fold_key(&row.name)
}

#[cfg(test)]
#[path = "directory_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "directory_properties.rs"]
mod properties;
