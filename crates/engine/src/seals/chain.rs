//! The chain itself: pure. Every entry is committed to with a salt, every link hashes the one before it.

use hmac::{Hmac, KeyInit as _, Mac as _};
use recado_domain::{AuditId, TenantId, Timestamp};
use recado_storage::tenant::{
    audit_log::AuditEntry,
    audit_seals::{CheckpointRow, SealRow},
};
use sha2::{Digest as _, Sha256};

/// What commitments of this form begin with.
const FORM: u8 = 1;
/// Bytes of a salt.
pub(super) const SALT: usize = 16;

type Hash = [u8; 32];

/// A tenant's key for checkpoints.
pub struct SealKey([u8; 32]);

impl SealKey {
    /// The key made of a tenant's own 32 bytes.
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self(key)
    }
}

/// The commitment to an entry.
pub(super) fn commitment(salt: &[u8], entry: &AuditEntry) -> Hash {
    let mut hash = Sha256::new();
    hash.update([FORM]);
    let mut part = |part: Option<&[u8]>| {
        // Lengths keep apart what stands side by side; nothing is not the same as an empty text.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        hash.update(length.to_be_bytes());
        hash.update(part.unwrap_or_default());
    };
    let AuditEntry { id, actor_kind, actor_id, action, entity, entity_id, metadata, is_sensitive, ip, request_id, at } =
        entry;
    part(Some(salt));
    part(Some(id.uuid().as_bytes()));
    part(Some(actor_kind.as_bytes()));
    part(actor_id.as_ref().map(|id| &id.as_bytes()[..]));
    part(Some(action.as_bytes()));
    part(Some(entity.as_bytes()));
    part(entity_id.as_deref().map(str::as_bytes));
    part(Some(metadata.to_string().as_bytes()));
    part(Some(&[u8::from(*is_sensitive)]));
    part(ip.as_deref().map(str::as_bytes));
    part(request_id.as_deref().map(str::as_bytes));
    part(Some(&at.micros().to_be_bytes()));
    hash.finalize().into()
}

/// What the first link follows.
pub(super) fn beginning(tenant: TenantId) -> Vec<u8> {
    Sha256::new().chain_update(b"recado audit").chain_update(tenant.uuid().as_bytes()).finalize().to_vec()
}

/// The hash of a link that follows `before`.
pub(super) fn link(before: &[u8], seq: i64, entry: AuditId, commitment: &[u8]) -> Vec<u8> {
    let hash = Sha256::new().chain_update(before).chain_update(seq.to_be_bytes());
    hash.chain_update(entry.uuid().as_bytes()).chain_update(commitment).finalize().to_vec()
}

/// The link of an entry behind another one.
pub(super) fn seal(before: (i64, &[u8]), entry: &AuditEntry, salt: [u8; SALT]) -> SealRow {
    let (seq, commitment) = (before.0 + 1, commitment(&salt, entry));
    let hash = link(before.1, seq, entry.id, &commitment);
    SealRow { seq, entry_id: entry.id, salt: Some(salt.to_vec()), commitment: commitment.to_vec(), hash }
}

/// A signed word of how far the chain has come.
pub(super) fn checkpoint(key: &SealKey, tenant: TenantId, last: &SealRow, at: Timestamp) -> CheckpointRow {
    let signature = mac(key, tenant, last.seq, &last.hash, at).finalize().into_bytes().to_vec();
    CheckpointRow { seq: last.seq, hash: last.hash.clone(), at, signature }
}

/// Whether we said so.
pub(super) fn is_ours(key: &SealKey, tenant: TenantId, checkpoint: &CheckpointRow) -> bool {
    let CheckpointRow { seq, hash, at, signature } = checkpoint;
    mac(key, tenant, *seq, hash, *at).verify_slice(signature).is_ok()
}

fn mac(key: &SealKey, tenant: TenantId, seq: i64, hash: &[u8], at: Timestamp) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(tenant.uuid().as_bytes());
    mac.update(&seq.to_be_bytes());
    mac.update(&at.micros().to_be_bytes());
    mac.update(hash);
    mac
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn entry() -> AuditEntry {
        AuditEntry {
            id: AuditId::from_uuid(Uuid::from_u128(1)),
            actor_kind: "user".to_owned(),
            actor_id: Some(Uuid::from_u128(2)),
            action: "role.changed".to_owned(),
            entity: "user".to_owned(),
            entity_id: Some("usr_1".to_owned()),
            metadata: json!({ "from": "agent", "to": "admin" }),
            is_sensitive: true,
            ip: Some("192.0.2.1".to_owned()),
            request_id: None,
            at: Timestamp::from_micros(3),
        }
    }

    #[test]
    fn any_change_of_an_entry_changes_its_commitment() {
        let whole = commitment(&[7; SALT], &entry());
        let changes: [fn(&mut AuditEntry); 13] = [
            |entry| entry.id = AuditId::from_uuid(Uuid::from_u128(9)),
            |entry| entry.actor_kind = "key".to_owned(),
            |entry| entry.actor_id = None,
            |entry| entry.action = "role.change".to_owned(),
            |entry| (entry.action, entry.entity) = ("role.changedu".to_owned(), "ser".to_owned()),
            |entry| entry.entity = "key".to_owned(),
            |entry| entry.entity_id = None,
            |entry| entry.metadata = json!({ "from": "agent", "to": "owner" }),
            |entry| entry.is_sensitive = false,
            |entry| entry.ip = None,
            |entry| entry.ip = Some(String::new()),
            |entry| entry.request_id = Some(String::new()),
            |entry| entry.at = Timestamp::from_micros(4),
        ];
        for (n, change) in changes.into_iter().enumerate() {
            let mut other = entry();
            change(&mut other);
            assert_ne!(commitment(&[7; SALT], &other), whole, "change {n}");
        }
        assert_ne!(commitment(&[8; SALT], &entry()), whole, "a salt hides what is committed to");
        assert_eq!(commitment(&[7; SALT], &entry()), whole);
    }

    #[test]
    fn a_link_hangs_on_all_before_it() {
        let first = seal((0, &[1; 32]), &entry(), [7; SALT]);
        let second = seal((first.seq, &first.hash), &entry(), [7; SALT]);
        assert_eq!((first.seq, second.seq), (1, 2));
        assert_ne!(seal((0, &[2; 32]), &entry(), [7; SALT]).hash, first.hash);
        assert_ne!(second.hash, first.hash);
    }
}
