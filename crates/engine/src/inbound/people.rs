//! The directory's way in and out of the database: a fixed number of statements, however many people wrote.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use recado_domain::{ContactId, IdentityId, Timestamp};
use recado_storage::{
    DbResult, Tenant,
    tenant::{
        contacts::{ContactRow, IdentityRow},
        people::IdentityKey,
    },
};

use super::directory::{Directory, Person, name_key};
use crate::{Engine, contacts::words_of};

/// The people as they were when they were loaded: what differs later is written.
pub(super) struct Before(BTreeMap<ContactId, Person>);

/// Whoever holds one of these identities, locked, with all their identities.
pub(super) async fn load(
    engine: &Engine,
    tenant: &mut Tenant<'_>,
    keys: BTreeSet<IdentityKey>,
) -> DbResult<(Directory, Before)> {
    let keys: Vec<IdentityKey> = keys.into_iter().collect();
    let ids = tenant.people().holders(&keys).await?;
    let rows = tenant.people().lock(&ids).await?;
    let mut identities: HashMap<ContactId, Vec<IdentityRow>> = HashMap::new();
    for identity in tenant.contacts().identities(&ids).await? {
        identities.entry(identity.contact_id).or_default().push(identity);
    }
    let mut directory = Directory::new(engine.ids.clone(), engine.now());
    for row in rows {
        let own = identities.remove(&row.id).unwrap_or_default();
        directory.add(row, own);
    }
    let before = directory.people().map(|person| (person.row.id, person.clone())).collect();
    Ok((directory, Before(before)))
}

/// Writes what differs. Answers those known before whom people see differently now.
pub(super) async fn save(
    tenant: &mut Tenant<'_>,
    before: &Before,
    directory: &Directory,
    now: Timestamp,
) -> DbResult<Vec<ContactId>> {
    let keyed = |row| (row, name_key(row));
    let (new, old): (Vec<_>, Vec<_>) = directory.people().partition(|person| !before.0.contains_key(&person.row.id));
    let changed: Vec<&Person> =
        old.into_iter().filter(|person| differs(&before.0[&person.row.id].row, &person.row)).collect();
    let added: Vec<_> = new.iter().map(|person| keyed(&person.row)).collect();
    let updated: Vec<_> = changed.iter().map(|person| keyed(&person.row)).collect();
    tenant.people().insert(&added, now).await?;
    tenant.people().update(&updated, now).await?;
    let moved = save_identities(tenant, before, directory, now).await?;

    let renamed = changed.iter().filter(|person| is_found_otherwise(&before.0[&person.row.id].row, &person.row));
    let terms: Vec<_> = new.iter().chain(renamed).map(|person| (person.row.id, terms(&person.row))).collect();
    tenant.contact_terms().replace(&terms).await?;

    let shown = |person: &&&Person| is_shown_otherwise(&before.0[&person.row.id].row, &person.row);
    let mut seen: BTreeSet<ContactId> = changed.iter().filter(shown).map(|person| person.row.id).collect();
    seen.extend(moved.into_iter().filter(|id| before.0.contains_key(id)));
    seen.retain(|id| directory.get(*id).row.merged_into.is_none());
    Ok(seen.into_iter().collect())
}

/// Ended ones first: a key can be alive only once. Answers whose identities differ.
async fn save_identities(
    tenant: &mut Tenant<'_>,
    before: &Before,
    directory: &Directory,
    now: Timestamp,
) -> DbResult<BTreeSet<ContactId>> {
    let was: BTreeMap<IdentityId, &IdentityRow> = identities(before.0.values());
    let is: BTreeMap<IdentityId, &IdentityRow> = identities(directory.people());
    let ended: Vec<IdentityId> = was.keys().filter(|id| !is.contains_key(id)).copied().collect();
    let added: Vec<&IdentityRow> = is.values().filter(|row| !was.contains_key(&row.id)).copied().collect();
    let written_otherwise = |row: &&&IdentityRow| {
        was.get(&row.id).is_some_and(|old| old.contact_id != row.contact_id || old.given != row.given)
    };
    let moved: Vec<&IdentityRow> = is.values().filter(written_otherwise).copied().collect();
    tenant.people().end_identities(&ended, now).await?;
    tenant.people().move_identities(&moved).await?;
    tenant.people().insert_identities(&added, now).await?;
    let losers = ended.iter().chain(moved.iter().map(|row| &row.id)).map(|id| was[id].contact_id);
    Ok(added.iter().chain(&moved).map(|row| row.contact_id).chain(losers).collect())
}

fn identities<'p>(people: impl Iterator<Item = &'p Person>) -> BTreeMap<IdentityId, &'p IdentityRow> {
    people.flat_map(|person| &person.identities).map(|identity| (identity.id, identity)).collect()
}

fn differs(old: &ContactRow, new: &ContactRow) -> bool {
    is_shown_otherwise(old, new)
        || old.name_is_edited != new.name_is_edited
        || old.needs_review != new.needs_review
        || old.last_seen_at != new.last_seen_at
}

/// Whether people see it otherwise.
fn is_shown_otherwise(old: &ContactRow, new: &ContactRow) -> bool {
    is_found_otherwise(old, new) || old.email != new.email || old.company != new.company
}

/// Whether search finds it otherwise.
fn is_found_otherwise(old: &ContactRow, new: &ContactRow) -> bool {
    old.name != new.name || old.username != new.username || old.phone != new.phone || old.merged_into != new.merged_into
}

/// The words that a contact is found by: those of its name and username, and pieces of its phone. Who was merged into
/// another is found no more.
pub fn terms(row: &ContactRow) -> Vec<String> {
    if row.merged_into.is_some() {
        return Vec::new();
    }
    words_of(&row.name, row.username.as_deref(), row.phone.as_deref())
}
