use axum::{Json, extract::State};
use recado_domain::{AuditId, KeyId, Timestamp, UserId};
use recado_storage::tenant::audit_log::{AuditEntry, AuditFilter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    app::App,
    auth::{Can, may::AuditRead},
    check::{Check, Fault},
    extract::{Limit, Query},
    list::{Page, id_bounds},
    problem::Problem,
};

const LIST: &str = "audit_log";

/// One entry of the audit log.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuditEntry)]
pub(super) struct AuditView {
    /// `aud_…`; ids rise with time.
    #[schema(value_type = String)]
    id: AuditId,
    /// `user`, `key` or `system`.
    actor_kind: String,
    /// `usr_…` or `key_…`; null for the system.
    actor_id: Option<String>,
    /// What was done, as `team.created`.
    action: String,
    /// To what kind of thing.
    entity: String,
    /// To which one.
    entity_id: Option<String>,
    /// What else is worth keeping.
    #[schema(value_type = Object)]
    metadata: serde_json::Value,
    /// Whether it is one of those that auditors look at first.
    is_sensitive: bool,
    /// The address it came from.
    ip: Option<String>,
    /// The request it came with: `req_…`
    request_id: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

impl From<AuditEntry> for AuditView {
    fn from(entry: AuditEntry) -> Self {
        let shown = |id: Uuid| match entry.actor_kind.as_str() {
            "key" => KeyId::from_uuid(id).to_string(),
            _ => UserId::from_uuid(id).to_string(),
        };
        let actor_id = entry.actor_id.map(shown);
        let AuditEntry {
            id, actor_kind, action, entity, entity_id, metadata, is_sensitive, ip, request_id, at, ..
        } = entry;
        Self { id, actor_kind, actor_id, action, entity, entity_id, metadata, is_sensitive, ip, request_id, at }
    }
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditQuery {
    /// By this person or key: `usr_…` or `key_…`
    actor_id: Option<String>,
    /// This action.
    action: Option<String>,
    /// To this kind of thing.
    entity: Option<String>,
    /// To this one.
    entity_id: Option<String>,
    /// Sensitive ones only, or only the others.
    sensitive: Option<bool>,
    /// Not before this time.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Before this time.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// Where the page begins: `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of a page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Limit,
}

impl AuditQuery {
    fn filter(&self) -> Result<AuditFilter, Problem> {
        let mut check = Check::default();
        let actor_id = self.actor_id.as_deref().map(actor);
        check.that(actor_id != Some(None), "/actorId", Fault::NoSuch);
        check.done()?;
        Ok(AuditFilter {
            actor_id: actor_id.flatten(),
            action: self.action.clone(),
            entity: self.entity.clone(),
            entity_id: self.entity_id.clone(),
            is_sensitive: self.sensitive,
        })
    }
}

fn actor(text: &str) -> Option<Uuid> {
    let user = text.parse::<UserId>().map(UserId::uuid).ok();
    user.or_else(|| text.parse::<KeyId>().map(KeyId::uuid).ok())
}

/// List the audit log
///
/// The newest first. Every change of state is in it, and every sign-in, good or bad.
#[utoipa::path(
    get, path = "/audit-log", operation_id = "listAuditLog", tag = "people",
    security(("accessToken" = ["audit:read"])),
    params(AuditQuery),
    responses((status = 200, description = "A page of entries.", body = Page<AuditView>, example = json!({
        "data": [{"id": "aud_01h455vb4pex5vsknk084sn02q", "actorKind": "user", "actorId": "usr_01h455vb4pex5vsknk084sn02q",
                  "action": "key.created", "entity": "api_key", "entityId": "key_01h455vb4pex5vsknk084sn02q",
                  "metadata": {"scopes": ["*"]}, "isSensitive": true, "ip": "203.0.113.9",
                  "requestId": "req_01h455vb4pex5vsknk084sn02q", "at": "2026-11-22T04:00:00.000Z"}],
        "nextCursor": null
    })))
)]
pub(super) async fn list_audit_log(
    State(app): State<App>,
    caller: Can<AuditRead>,
    Query(query): Query<AuditQuery>,
) -> Result<Json<Page<AuditView>>, Problem> {
    let cursor: Option<AuditId> = app.cursors.open(LIST, query.cursor.as_deref())?;
    let (from, before) = id_bounds(query.from, query.to, cursor.map(AuditId::uuid));
    let (from, before) = (AuditId::from_uuid(from), AuditId::from_uuid(before));
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().audit_log().list(&query.filter()?, before, from, query.limit.with_probe()).await?;
    Ok(Json(app.cursors.page(LIST, rows, query.limit, |last| last.id).map(AuditView::from)))
}
