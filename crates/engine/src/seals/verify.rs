//! Looking for what does not fit: entries, links, checkpoints and the file against each other.

use std::collections::HashMap;

use recado_domain::{AuditId, TenantId, first_id};
use recado_storage::{
    DbResult, Scope, Tx,
    tenant::{
        audit_log::AuditEntry,
        audit_seals::{CheckpointRow, SealRow},
    },
};

use super::{LATE, SealError, SealKey, Word, chain};
use crate::Engine;

/// Links that are looked at at once.
const PAGE: u32 = 1_000;
/// Findings that are told of one tenant; the others are counted.
const MOST: usize = 20;

/// What somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tampering {
    /// A link is missing, or stands in another's place.
    Gap,
    /// A link does not follow from the one before it.
    Broken,
    /// An entry is not what it was when it was sealed.
    Changed,
    /// An entry is gone.
    Deleted,
    /// An entry was put in later.
    Inserted,
    /// A checkpoint was not made by us.
    Forged,
    /// A checkpoint tells of another chain than this one.
    Rewritten,
    /// A checkpoint tells of more links than there are.
    Cut,
}

impl Tampering {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gap => "a link is missing or stands in another's place",
            Self::Broken => "the link does not follow from the one before it",
            Self::Changed => "the entry is not what it was when it was sealed",
            Self::Deleted => "the entry is gone",
            Self::Inserted => "the entry was put in later, or was never sealed",
            Self::Forged => "the checkpoint was not made by this installation",
            Self::Rewritten => "the checkpoint tells of another chain than this one",
            Self::Cut => "the checkpoint tells of more links than there are: the end was cut off",
        }
    }
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where in the chain; `None`: nowhere.
    pub seq: Option<i64>,
    /// Which entry, where it is about one.
    pub entry: Option<AuditId>,
    /// What was done.
    pub what: Tampering,
}

/// What was found of one tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Links that were looked at.
    pub links: u64,
    /// Entries that were erased with their salt, which is no tampering.
    pub erased: u64,
    /// Checkpoints that were looked at, those of the file among them.
    pub checkpoints: u64,
    /// The first findings.
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub more: u64,
}

impl Report {
    fn note(&mut self, what: Tampering, seq: Option<i64>, entry: Option<AuditId>) {
        if self.findings.len() < MOST {
            self.findings.push(Finding { seq, entry, what });
        } else {
            self.more += 1;
        }
    }
}

/// Looks at one tenant's log, chain and checkpoints, and at what a file tells of them.
pub async fn verify(engine: &Engine, tenant: TenantId, told: &[Word]) -> Result<Report, SealError> {
    let key = engine.vault.seal_key(tenant).await?;
    let mut report = Report::default();
    let mut read = engine.db.read(Scope::Tenant(tenant)).await?;
    let end = links(&mut read, tenant, &mut report).await?;
    inserted(&mut read, engine, &mut report).await?;
    let mut checkpoints = stored(&mut read).await?;
    let name = tenant.to_string();
    checkpoints.extend(told.iter().filter(|word| word.tenant == name).filter_map(Word::checkpoint));
    for checkpoint in &checkpoints {
        report.checkpoints += 1;
        let what = judge(&mut read, (tenant, &key), checkpoint, end).await?;
        if let Some(what) = what {
            report.note(what, Some(checkpoint.seq), None);
        }
    }
    Ok(report)
}

/// Follows the chain to its end; its last place.
async fn links(read: &mut Tx, tenant: TenantId, report: &mut Report) -> DbResult<i64> {
    let (mut seq, mut hash) = (0, chain::beginning(tenant));
    loop {
        let page = read.tenant().audit_seals().page(seq, PAGE).await?;
        if page.is_empty() {
            return Ok(seq);
        }
        let ids: Vec<_> = page.iter().map(|link| link.entry_id).collect();
        let entries = read.tenant().audit_seals().entries(&ids).await?;
        let entries: HashMap<_, _> = entries.into_iter().map(|entry| (entry.id, entry)).collect();
        for link in page {
            report.links += 1;
            if link.seq != seq + 1 {
                report.note(Tampering::Gap, Some(link.seq), Some(link.entry_id));
            }
            if link.hash != chain::link(&hash, link.seq, link.entry_id, &link.commitment) {
                report.note(Tampering::Broken, Some(link.seq), Some(link.entry_id));
            }
            entry(&link, entries.get(&link.entry_id), report);
            (seq, hash) = (link.seq, link.hash);
        }
    }
}

fn entry(link: &SealRow, entry: Option<&AuditEntry>, report: &mut Report) {
    let what = match (entry, &link.salt) {
        (Some(entry), Some(salt)) if chain::commitment(salt, entry)[..] == link.commitment[..] => return,
        (Some(_), _) => Tampering::Changed,
        (None, Some(_)) => Tampering::Deleted,
        (None, None) => {
            report.erased += 1;
            return;
        }
    };
    report.note(what, Some(link.seq), Some(link.entry_id));
}

/// Entries that had the time to be sealed and are in no link.
async fn inserted(read: &mut Tx, engine: &Engine, report: &mut Report) -> DbResult<()> {
    let mut from = AuditId::from_uuid(uuid::Uuid::nil());
    let before = AuditId::from_uuid(first_id(engine.now().minus(LATE)));
    loop {
        let found = read.tenant().audit_seals().unsealed(from, before, PAGE).await?;
        let Some(last) = found.last() else { return Ok(()) };
        from = AuditId::from_uuid(uuid::Uuid::from_u128(last.id.uuid().as_u128() + 1));
        for entry in found {
            report.note(Tampering::Inserted, None, Some(entry.id));
        }
    }
}

async fn stored(read: &mut Tx) -> DbResult<Vec<CheckpointRow>> {
    let (mut after, mut all) = (0, Vec::new());
    loop {
        let piece = read.tenant().audit_seals().checkpoints(after, PAGE).await?;
        let Some(last) = piece.last() else { return Ok(all) };
        after = last.seq;
        all.extend(piece);
    }
}

async fn judge(
    read: &mut Tx,
    (tenant, key): (TenantId, &SealKey),
    checkpoint: &CheckpointRow,
    end: i64,
) -> DbResult<Option<Tampering>> {
    if !chain::is_ours(key, tenant, checkpoint) {
        return Ok(Some(Tampering::Forged));
    }
    if checkpoint.seq > end {
        return Ok(Some(Tampering::Cut));
    }
    let link = read.tenant().audit_seals().at(checkpoint.seq).await?;
    Ok(link.is_none_or(|link| link.hash != checkpoint.hash).then_some(Tampering::Rewritten))
}
