//! The audit log: every change of state is written down in its own transaction, with who did it.

use std::fmt::Display;

use recado_domain::{AuditId, TenantId};
use recado_storage::{DbResult, Tenant, Tx, tenant::audit_log::AuditEntry};
use serde_json::{Value as Json, json};

use super::caller::{Actor, By};
use crate::Engine;

/// What was done, to what.
#[derive(Debug, Clone)]
#[must_use = "a deed is written by `record`"]
pub struct Deed {
    action: &'static str,
    entity: &'static str,
    id: Option<String>,
    metadata: Json,
    sensitive: bool,
}

impl Deed {
    /// `team.created` of a `team`.
    pub fn new(action: &'static str, entity: &'static str) -> Self {
        Self { action, entity, id: None, metadata: json!({}), sensitive: false }
    }

    /// Which one, as it is shown outside.
    pub fn of(mut self, id: impl Display) -> Self {
        self.id = Some(id.to_string());
        self
    }

    /// What else is worth keeping: ids, names of settings, old and new values; never secrets or message texts.
    pub fn with(mut self, metadata: Json) -> Self {
        self.metadata = metadata;
        self
    }

    /// Marks what auditors look at first: sign-ins, roles, keys, statuses, transfers, set-up of numbers, exports.
    pub fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }
}

/// Writes a deed into the tenant's log. Call it in the transaction of the deed.
pub async fn record(mut tenant: Tenant<'_>, engine: &Engine, by: &By, deed: Deed) -> DbResult<()> {
    let at = engine.now();
    let (actor_kind, actor_id) = match by.actor {
        Actor::User(user) => ("user", Some(user.uuid())),
        Actor::Key(key) => ("key", Some(key.uuid())),
        Actor::System => ("system", None),
    };
    let entry = AuditEntry {
        id: AuditId::from_uuid(engine.ids.v7(at)),
        actor_kind: actor_kind.to_owned(),
        actor_id,
        action: deed.action.to_owned(),
        entity: deed.entity.to_owned(),
        entity_id: deed.id,
        metadata: deed.metadata,
        is_sensitive: deed.sensitive,
        ip: by.ip.map(|ip| ip.to_string()),
        request_id: by.request.map(|request| request.to_string()),
        at,
    };
    tenant.audit_log().insert(entry).await
}

/// The same in several tenants: a person who signs in does so for all of theirs.
pub(super) async fn record_in_all(
    tx: &mut Tx,
    tenants: &[TenantId],
    engine: &Engine,
    by: &By,
    deed: &Deed,
) -> DbResult<()> {
    for tenant in tenants {
        record(super::rows_of(tx, *tenant), engine, by, deed.clone()).await?;
    }
    Ok(())
}
