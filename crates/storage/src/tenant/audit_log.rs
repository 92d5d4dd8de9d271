//! What was done in a tenant, by whom: written with each change, in its transaction, and never altered.

use recado_domain::{AuditId, TenantId, Timestamp};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{
    column::args,
    error::DbResult,
    rows::row,
    statement::{Statement, statements},
    tx::Tx,
};

const COLUMNS: &str =
    "SELECT id, actor_kind, actor_id, action, entity, entity_id, metadata, is_sensitive, ip, request_id, at
     FROM audit_log WHERE tenant_id = $1 AND id < $2 AND id >= $3";
/// The filters that the chosen index has not answered; then the page.
const REST: &str = " AND (actor_id = $4 OR $4 IS NULL) AND (action = $5 OR $5 IS NULL) AND (entity = $6 OR $6 IS NULL)
     AND (entity_id = $7 OR $7 IS NULL) AND (is_sensitive = $8 OR $8 IS NULL) ORDER BY id DESC LIMIT $9";

statements! { Tenant "audit_log";
    INSERT = "INSERT INTO audit_log
                (tenant_id, id, actor_kind, actor_id, action, entity, entity_id, metadata, is_sensitive, ip, request_id, at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    LIST = COLUMNS, REST;
    LIST_BY_ACTOR = COLUMNS, " AND actor_id = $4", REST;
    LIST_BY_ACTION = COLUMNS, " AND action = $5", REST;
    LIST_BY_ENTITY = COLUMNS, " AND entity = $6", REST;
    LIST_BY_ENTITY_ID = COLUMNS, " AND entity = $6 AND entity_id = $7", REST;
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    /// The id; ids rise with time.
    pub id: AuditId,
    /// `user`, `key` or `system`.
    pub actor_kind: String,
    /// The person or key.
    pub actor_id: Option<Uuid>,
    /// What was done, as `team.created`.
    pub action: String,
    /// To what kind of thing.
    pub entity: String,
    /// To which one, as it is shown outside.
    pub entity_id: Option<String>,
    /// What else is worth keeping; ids and settings, never secrets.
    pub metadata: Json,
    /// Whether it is one of those that auditors look at first.
    pub is_sensitive: bool,
    /// The address it came from.
    pub ip: Option<String>,
    /// The request it came with.
    pub request_id: Option<String>,
    /// When.
    pub at: Timestamp,
}
row!(AuditEntry { id, actor_kind, actor_id, action, entity, entity_id, metadata, is_sensitive, ip, request_id, at });

/// Which entries are wanted; all that are set must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// By this person or key.
    pub actor_id: Option<Uuid>,
    /// This action.
    pub action: Option<String>,
    /// To this kind of thing.
    pub entity: Option<String>,
    /// To this one.
    pub entity_id: Option<String>,
    /// Sensitive ones, or the others.
    pub is_sensitive: Option<bool>,
}

impl AuditFilter {
    /// The statement whose index narrows most.
    fn statement(&self) -> &'static Statement {
        match self {
            Self { entity: Some(_), entity_id: Some(_), .. } => &LIST_BY_ENTITY_ID,
            Self { actor_id: Some(_), .. } => &LIST_BY_ACTOR,
            Self { action: Some(_), .. } => &LIST_BY_ACTION,
            Self { entity: Some(_), .. } => &LIST_BY_ENTITY,
            _ => &LIST,
        }
    }
}

/// One tenant's audit log. Only a door can make one.
#[derive(Debug)]
pub struct AuditLog<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl AuditLog<'_> {
    /// Adds an entry.
    pub async fn insert(&mut self, entry: AuditEntry) -> DbResult<()> {
        let args = args![
            self.tenant,
            entry.id,
            entry.actor_kind,
            entry.actor_id,
            entry.action,
            entry.entity,
            entry.entity_id,
            entry.metadata,
            entry.is_sensitive,
            entry.ip,
            entry.request_id,
            entry.at
        ];
        self.tx.execute(&INSERT, args).await.map(|_| ())
    }

    /// Entries before `before` and not before `from`, the newest first. Ids are times: both bounds are ids.
    pub async fn list(
        &mut self,
        filter: &AuditFilter,
        before: AuditId,
        from: AuditId,
        limit: u32,
    ) -> DbResult<Vec<AuditEntry>> {
        let AuditFilter { actor_id, action, entity, entity_id, is_sensitive } = filter.clone();
        let args = args![self.tenant, before, from, actor_id, action, entity, entity_id, is_sensitive, limit];
        self.tx.all(filter.statement(), args).await
    }
}
