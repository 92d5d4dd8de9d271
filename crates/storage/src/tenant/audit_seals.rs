//! The chain over the audit log, and the signed words of how far it had come.

use recado_domain::{AuditId, TenantId, Timestamp};

use super::audit_log::AuditEntry;
use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

const ENTRY: &str = "a.id, a.actor_kind, a.actor_id, a.action, a.entity, a.entity_id, a.metadata, a.is_sensitive, a.ip, \
    a.request_id, a.at";

statements! { Tenant "audit_seals";
    LAST = "SELECT seq, entry_id, salt, commitment, hash FROM audit_seals WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1";
    AT = "SELECT seq, entry_id, salt, commitment, hash FROM audit_seals WHERE tenant_id = $1 AND seq = $2";
    PAGE = "SELECT seq, entry_id, salt, commitment, hash FROM audit_seals WHERE tenant_id = $1 AND seq > $2
        ORDER BY seq LIMIT $3";
    UNSEALED = "SELECT ", ENTRY, " FROM audit_log a WHERE a.tenant_id = $1 AND a.id >= $2 AND a.id < $3
        AND NOT EXISTS (SELECT 1 FROM audit_seals s WHERE s.tenant_id = a.tenant_id AND s.entry_id = a.id)
        ORDER BY a.id LIMIT $4";
    ENTRIES = batch [1 + UUID] ["SELECT ", ENTRY, " FROM audit_log a WHERE a.tenant_id = $1 AND a.id IN ("] [")"];
    INSERT = batch [0 + UUID, INT8, UUID, BYTEA, BYTEA, BYTEA]
        ["INSERT INTO audit_seals (tenant_id, seq, entry_id, salt, commitment, hash) VALUES "] [""];
    CHECKPOINT = "SELECT seq, hash, at, signature FROM audit_checkpoints WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1";
    CHECKPOINTS = "SELECT seq, hash, at, signature FROM audit_checkpoints WHERE tenant_id = $1 AND seq > $2
        ORDER BY seq LIMIT $3";
    INSERT_CHECKPOINT = "INSERT INTO audit_checkpoints (tenant_id, seq, hash, at, signature) VALUES ($1, $2, $3, $4, $5)";
}

/// A link of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealRow {
    /// Its place, from 1.
    pub seq: i64,
    /// The entry.
    pub entry_id: AuditId,
    /// What the commitment was made with; `None`: the entry was erased.
    pub salt: Option<Vec<u8>>,
    /// The commitment to the entry, 32 bytes.
    pub commitment: Vec<u8>,
    /// The hash of everything up to here, 32 bytes.
    pub hash: Vec<u8>,
}
row!(SealRow { seq, entry_id, salt, commitment, hash });

/// A signed word of how far the chain had come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckpointRow {
    /// The last link.
    pub seq: i64,
    /// Its hash, 32 bytes.
    pub hash: Vec<u8>,
    /// When.
    pub at: Timestamp,
    /// What proves that we said so, 32 bytes.
    pub signature: Vec<u8>,
}
row!(CheckpointRow { seq, hash, at, signature });

/// One tenant's chain. Only a door can make one.
#[derive(Debug)]
pub struct AuditSeals<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl AuditSeals<'_> {
    /// The newest link.
    pub async fn last(&mut self) -> DbResult<Option<SealRow>> {
        self.tx.optional(&LAST, args![self.tenant]).await
    }

    /// The link in this place.
    pub async fn at(&mut self, seq: i64) -> DbResult<Option<SealRow>> {
        self.tx.optional(&AT, args![self.tenant, seq]).await
    }

    /// Links behind `after`, in order.
    pub async fn page(&mut self, after: i64, limit: u32) -> DbResult<Vec<SealRow>> {
        self.tx.all(&PAGE, args![self.tenant, after, limit]).await
    }

    /// Entries from one id to before another that are in no link yet, in the order of their ids.
    pub async fn unsealed(&mut self, from: AuditId, before: AuditId, limit: u32) -> DbResult<Vec<AuditEntry>> {
        self.tx.all(&UNSEALED, args![self.tenant, from, before, limit]).await
    }

    /// Those of the entries that are there, in no order.
    pub async fn entries(&mut self, ids: &[AuditId]) -> DbResult<Vec<AuditEntry>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.all_batch(&ENTRIES, args![self.tenant], rows).await
    }

    /// Adds links. Two that take the same place refuse each other.
    pub async fn insert(&mut self, links: &[SealRow]) -> DbResult<()> {
        let row = |link: &SealRow| {
            args![self.tenant, link.seq, link.entry_id, link.salt.clone(), link.commitment.clone(), link.hash.clone()]
        };
        let rows = links.iter().map(row).collect();
        self.tx.execute_batch(&INSERT, args![], rows).await.map(drop)
    }

    /// The newest checkpoint.
    pub async fn checkpoint(&mut self) -> DbResult<Option<CheckpointRow>> {
        self.tx.optional(&CHECKPOINT, args![self.tenant]).await
    }

    /// Checkpoints behind `after`, in order.
    pub async fn checkpoints(&mut self, after: i64, limit: u32) -> DbResult<Vec<CheckpointRow>> {
        self.tx.all(&CHECKPOINTS, args![self.tenant, after, limit]).await
    }

    /// Adds a checkpoint.
    pub async fn insert_checkpoint(&mut self, checkpoint: &CheckpointRow) -> DbResult<()> {
        let CheckpointRow { seq, hash, at, signature } = checkpoint.clone();
        self.tx.execute(&INSERT_CHECKPOINT, args![self.tenant, seq, hash, at, signature]).await.map(drop)
    }
}
