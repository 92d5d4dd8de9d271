use axum::{Json, extract::State};
use recado_domain::{ChangeId, NumberId, Timestamp};
use recado_storage::tenant::inbound_changes::{ChangeFilter, ChangeOutcome, ChangeRow};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::InboundManage},
    extract::{Limit, Query},
    list::{HeavyRows, Page, id_bounds},
    problem::Problem,
};

const LIST: &str = "inbound_events";

/// One change of a webhook, with what became of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InboundEvent)]
pub(super) struct ChangeView {
    /// `chg_…`
    #[schema(value_type = String)]
    id: ChangeId,
    /// When it was received.
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    /// Meta's field.
    field: String,
    /// The number concerned: `num_…`
    #[schema(value_type = Option<String>)]
    number_id: Option<NumberId>,
    /// `projected`, `stored`, `quarantined` or `pending`.
    #[schema(value_type = String)]
    outcome: ChangeOutcome,
    /// What it led to, such as `msg_…`
    r#ref: Option<String>,
    /// Why it had no effect.
    reason: Option<String>,
    /// Meta's value as it came.
    #[schema(value_type = Object)]
    body: Box<RawValue>,
}

impl From<ChangeRow> for ChangeView {
    fn from(row: ChangeRow) -> Self {
        let ChangeRow { id, received_at, field, number_id, outcome, reference, reason, body, .. } = row;
        Self { id, received_at, field, number_id, outcome, r#ref: reference, reason, body: as_json(&body) }
    }
}

/// What was posted, if it is JSON; else its text.
pub(in crate::v1) fn as_json(body: &str) -> Box<RawValue> {
    match serde_json::from_str::<&RawValue>(body) {
        Ok(json) => json.to_owned(),
        Err(_) => serde_json::value::to_raw_value(body).expect("a text is JSON"),
    }
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ChangesQuery {
    /// Received not before this time.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Received before this time.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// Only this field of Meta's.
    field: Option<String>,
    /// Only this outcome.
    #[param(value_type = Option<String>)]
    outcome: Option<ChangeOutcome>,
    /// Only what concerns this number: `num_…`
    #[param(value_type = Option<String>)]
    number: Option<NumberId>,
    /// Where the page begins: `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of a page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Limit,
}

impl ChangesQuery {
    fn filter(&self, cursor: Option<ChangeId>) -> ChangeFilter {
        let (from, before) = id_bounds(self.from, self.to, cursor.map(ChangeId::uuid));
        ChangeFilter {
            from: ChangeId::from_uuid(from),
            before: ChangeId::from_uuid(before),
            field: self.field.clone(),
            outcome: self.outcome,
            number: self.number,
        }
    }
}

/// List what Meta sent
///
/// The changes that concern this tenant and no others, the newest first, with what became of each.
#[utoipa::path(
    get, path = "/inbound-events", operation_id = "listInboundEvents", tag = "webhook",
    security(("accessToken" = ["inbound:manage"])),
    params(ChangesQuery),
    responses((status = 200, description = "A page of changes.", body = Page<ChangeView>, example = json!({
        "data": [{"id": "chg_01h455vb4pex5vsknk084sn02q", "receivedAt": "2026-11-22T04:00:00.000Z", "field": "messages",
                  "numberId": "num_01h455vb4pex5vsknk084sn02q", "outcome": "projected",
                  "ref": "msg_01h455vb4pex5vsknk084sn02q", "reason": null, "body": {"messaging_product": "whatsapp"}}],
        "nextCursor": null
    })))
)]
pub(super) async fn list_inbound_events(
    State(app): State<App>,
    caller: Can<InboundManage>,
    Query(query): Query<ChangesQuery>,
) -> Result<Json<Page<ChangeView>>, Problem> {
    let mut filter = query.filter(app.cursors.open(LIST, query.cursor.as_deref())?);
    let mut read = app.engine.db.read(caller.scope()).await?;
    let mut page = HeavyRows::new(query.limit);
    while let Some(wanted) = page.wanted() {
        filter.before = page.last().map_or(filter.before, |last: &ChangeRow| last.id);
        let rows = read.tenant().inbound_changes().list(&filter, wanted).await?;
        page.take(rows, wanted, |row| row.body.len());
    }
    Ok(Json(app.cursors.heavy_page(LIST, page, |last| last.id).map(ChangeView::from)))
}
