//! Who was erased, kept in a file outside of the database, so that a restore of an older backup erases them again.
//!
//! A line for each: ids and a time, nothing of the person. The audit log is what it is written from: right after an
//! erasure, and by upkeep, which adds what could not be written then.

use std::{
    collections::{BTreeMap, HashSet},
    fs::OpenOptions,
    io::{ErrorKind, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use recado_domain::{AuditId, ContactId, TenantId, Timestamp, first_id};
use recado_storage::{
    Scope,
    tenant::audit_log::{AuditEntry, AuditFilter},
};
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::BackupError;
use crate::{
    Engine,
    access::{Caller, TenantName},
    contacts::ContactError,
    inbound::tenant_named,
};

/// The name of the file, where only its folder is known.
pub const FILE: &str = "erasures.jsonl";
/// Entries of the audit log that are read at once.
const PAGE: u32 = 200;
/// Entries may be committed so much later than their time says.
const LATE: Duration = Duration::from_hours(24);
/// Tenants that are looked up at once.
const TENANTS: u32 = 100;

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Erasure {
    /// `ten_…`
    tenant: String,
    contact: ContactId,
    at: Timestamp,
}

/// What became of a file's erasures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ErasedAgain {
    /// Contacts that were there again and are erased now.
    pub erased: u64,
    /// Those that were erased already, or are not here.
    pub others: u64,
    /// Lines that nobody can read, as one that was cut off.
    pub unreadable: u64,
}

/// What a file says.
#[derive(Debug, Default)]
struct Told {
    erasures: Vec<Erasure>,
    unreadable: u64,
}

/// Writes down the tenant's erasures that the file does not tell yet.
pub async fn note(engine: &Engine, tenant: TenantId) -> Result<(), BackupError> {
    let Some(path) = engine.settings.erasures.clone() else { return Ok(()) };
    let known = read_file(path.clone()).await?;
    let known: Vec<_> = known.erasures.into_iter().filter(|line| line.tenant == tenant.to_string()).collect();
    let since = known.iter().map(|line| line.at).max().map_or(Timestamp::from_micros(0), |at| at.minus(LATE));
    let known: HashSet<_> = known.into_iter().map(|line| line.contact).collect();
    let mut lines = erased_since(engine, tenant, since).await?;
    lines.retain(|line| !known.contains(&line.contact));
    if lines.is_empty() {
        return Ok(());
    }
    let file = path.clone();
    let written = spawn_blocking(move || append(&path, &lines)).await;
    written.map_err(|error| BackupError::file(&file, error))?.map_err(|error| BackupError::file(&file, error))
}

/// The same for all tenants.
pub(crate) async fn note_all(engine: &Engine) -> Result<(), BackupError> {
    let mut after = Uuid::nil();
    loop {
        let tenants = engine.db.read(Scope::System).await?.platform().tenants().list(after, TENANTS).await?;
        let Some(last) = tenants.last() else { return Ok(()) };
        after = last.id.uuid();
        for tenant in tenants {
            note(engine, tenant.id).await?;
        }
    }
}

/// Erases again everybody whom the file tells of. What is erased already stays so: it may be done as often as one likes.
pub async fn erase_again(engine: &Engine, path: &Path) -> Result<ErasedAgain, BackupError> {
    let mut by_tenant: BTreeMap<String, Vec<ContactId>> = BTreeMap::new();
    let told = read_file(path.to_owned()).await?;
    for line in told.erasures {
        by_tenant.entry(line.tenant).or_default().push(line.contact);
    }
    let mut done = ErasedAgain { unreadable: told.unreadable, ..ErasedAgain::default() };
    for (tenant, contacts) in by_tenant {
        let caller = tenant_named(engine, TenantName::parse(&tenant)).await?.map(Caller::installation);
        for contact in contacts {
            let is_erased = match &caller {
                Some(caller) => erase(engine, caller, contact).await?,
                None => false,
            };
            *(if is_erased { &mut done.erased } else { &mut done.others }) += 1;
        }
    }
    engine.wake.events();
    Ok(done)
}

/// False when the contact is not here, or erased already.
async fn erase(engine: &Engine, caller: &Caller, contact: ContactId) -> Result<bool, BackupError> {
    let mut tx = engine.db.write(caller.scope()).await?;
    match engine.erase_contact(&mut tx, caller, contact).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(true)
        }
        Err(ContactError::Unknown) => Ok(false),
        Err(ContactError::Storage(error)) => Err(error.into()),
        Err(error) => Err(BackupError::Erasure { contact, cause: error.to_string() }),
    }
}

/// Who was erased then or later, by the audit log.
async fn erased_since(engine: &Engine, tenant: TenantId, since: Timestamp) -> Result<Vec<Erasure>, BackupError> {
    let filter = AuditFilter { action: Some("contact.erased".to_owned()), ..AuditFilter::default() };
    let from = AuditId::from_uuid(first_id(since));
    let name = tenant.to_string();
    let (mut before, mut lines) = (AuditId::from_uuid(Uuid::max()), Vec::new());
    loop {
        let mut read = engine.db.read(Scope::Tenant(tenant)).await?;
        let entries = read.tenant().audit_log().list(&filter, before, from, PAGE).await?;
        drop(read);
        let Some(last) = entries.last() else { return Ok(lines) };
        before = last.id;
        lines.extend(entries.iter().flat_map(|entry| erasures_of(&name, entry)));
    }
}

/// The contact, and those that had been merged into it.
fn erasures_of(tenant: &str, entry: &AuditEntry) -> Vec<Erasure> {
    let merged = entry.metadata["merged"].as_array().into_iter().flatten().filter_map(|id| id.as_str());
    let contacts = entry.entity_id.as_deref().into_iter().chain(merged).filter_map(|id| id.parse().ok());
    contacts.map(|contact| Erasure { tenant: tenant.to_owned(), contact, at: entry.at }).collect()
}

/// All lines of the file; none where there is no file.
async fn read_file(path: PathBuf) -> Result<Told, BackupError> {
    let file = path.clone();
    let read = spawn_blocking(move || std::fs::read_to_string(path)).await;
    let text = match read.map_err(|error| BackupError::file(&file, error))? {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Told::default()),
        Err(error) => return Err(BackupError::file(&file, error)),
    };
    let mut told = Told::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(erasure) => told.erasures.push(erasure),
            Err(_) => told.unreadable += 1,
        }
    }
    Ok(told)
}

fn ends_well(path: &Path) -> std::io::Result<bool> {
    match std::fs::read(path) {
        Ok(content) => Ok(content.last().is_none_or(|last| *last == b'\n')),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn append(path: &Path, lines: &[Erasure]) -> std::io::Result<()> {
    // A line that was cut off ends before the next one begins.
    let mut text = if ends_well(path)? { String::new() } else { "\n".to_owned() };
    for line in lines {
        text.push_str(&serde_json::to_string(line)?);
        text.push('\n');
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_contact_is_told_with_those_that_had_been_merged_into_it() {
        let (tenant, head, merged) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let [head, merged] = [head, merged].map(ContactId::from_uuid);
        let entry = AuditEntry {
            id: AuditId::from_uuid(Uuid::from_u128(4)),
            actor_kind: "system".to_owned(),
            actor_id: None,
            action: "contact.erased".to_owned(),
            entity: "contact".to_owned(),
            entity_id: Some(head.to_string()),
            metadata: json!({ "messages": 2, "merged": [merged.to_string()] }),
            is_sensitive: true,
            ip: None,
            request_id: None,
            at: Timestamp::from_micros(7_000),
        };
        let told = erasures_of(&tenant.to_string(), &entry);
        let contacts: Vec<_> = told.iter().map(|erasure| erasure.contact).collect();
        assert_eq!(contacts, [head, merged]);
        let line = serde_json::to_string(&told[0]).expect("JSON");
        assert_eq!(serde_json::from_str::<Erasure>(&line).expect("a line"), told[0]);
    }
}
