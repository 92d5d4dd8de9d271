use axum::{Json, extract::State};
use recado_domain::{QuarantineId, Timestamp};
use recado_storage::{Scope, system::quarantine::QuarantineRow};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    app::App,
    auth::{Can, may::InboundManage},
    extract::Query,
    list::{HeavyRows, Page, PageQuery},
    problem::Problem,
    v1::inbound_events::as_json,
};

const LIST: &str = "quarantine";

/// A change that could not be projected.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = QuarantineEntry)]
pub(super) struct QuarantineView {
    /// `qua_…`
    #[schema(value_type = String)]
    id: QuarantineId,
    /// When the delivery was received.
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    /// Meta's field, if it could be read.
    field: Option<String>,
    /// Meta's id of the account it names.
    waba_id: Option<String>,
    /// Meta's id of the number it names.
    phone_number_id: Option<String>,
    /// Why it is here, in one word.
    reason: String,
    /// More about it.
    detail: Option<String>,
    /// How often it was tried.
    attempts: i64,
    /// What was posted; text where it is not JSON.
    #[schema(value_type = Object)]
    body: Box<RawValue>,
}

impl From<QuarantineRow> for QuarantineView {
    fn from(row: QuarantineRow) -> Self {
        let QuarantineRow { id, received_at, field, waba_id, phone_number_id, reason, detail, attempts, body, .. } =
            row;
        let body = as_json(&body);
        Self { id, received_at, field, waba_id, phone_number_id, reason, detail, attempts, body }
    }
}

/// List what could not be projected
///
/// One's own, the newest first. A super-admin also sees what is of no tenant: unknown numbers, bodies that nobody can read.
#[utoipa::path(
    get, path = "/quarantine", operation_id = "listQuarantine", tag = "webhook",
    security(("accessToken" = ["inbound:manage"])),
    params(PageQuery),
    responses((status = 200, description = "A page of entries.", body = Page<QuarantineView>, example = json!({
        "data": [{"id": "qua_01h455vb4pex5vsknk084sn02q", "receivedAt": "2026-11-22T04:00:00.000Z", "field": "messages",
                  "wabaId": "102290129340398", "phoneNumberId": "106540352242922", "reason": "unknown-number",
                  "detail": null, "attempts": 1, "body": {"messaging_product": "whatsapp"}}],
        "nextCursor": null
    })))
)]
#[expect(clippy::disallowed_methods, reason = "the quarantine belongs to no tenant; the statement names the caller's")]
pub(super) async fn list_quarantine(
    State(app): State<App>,
    caller: Can<InboundManage>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<QuarantineView>>, Problem> {
    let cursor: Option<QuarantineId> = app.cursors.open(LIST, query.cursor.as_deref())?;
    let mut before = cursor.unwrap_or(QuarantineId::from_uuid(Uuid::max()));
    let mut read = app.engine.db.read(Scope::System).await?;
    let mut system = read.system();
    let mut page = HeavyRows::new(query.limit);
    while let Some(wanted) = page.wanted() {
        before = page.last().map_or(before, |last: &QuarantineRow| last.id);
        let rows = if caller.is_super_admin() {
            system.quarantine().list_with_nobodys(caller.tenant(), before, wanted).await?
        } else {
            system.quarantine().list(caller.tenant(), before, wanted).await?
        };
        page.take(rows, wanted, |row| row.body.len());
    }
    Ok(Json(app.cursors.heavy_page(LIST, page, |last| last.id).map(QuarantineView::from)))
}
