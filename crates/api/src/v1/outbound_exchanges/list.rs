use axum::{Extension, Json, extract::State};
use recado_domain::{NumberId, Timestamp};
use recado_storage::tenant::outbound::{CallFilter, CallOutcome, CallRow};
use serde::Deserialize;
use uuid::Uuid;

use super::view::{ExchangeView, example};
use crate::{
    app::App,
    auth::{Can, may::InboundManage},
    extract::{Limit, Query},
    list::Page,
    problem::Problem,
    shell::RequestContext,
};

const LIST: &str = "outbound_exchanges";

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ExchangesQuery {
    /// Made not before this time.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Made before this time.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// Only this operation: `message.send`, `number.read`, …
    operation: Option<String>,
    /// Only this outcome.
    #[param(value_type = Option<String>)]
    outcome: Option<CallOutcome>,
    /// Only calls made for this number: `num_…`
    #[param(value_type = Option<String>)]
    number: Option<NumberId>,
    /// Where the page begins: `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of a page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Limit,
}

/// A place as a cursor carries it.
type Place = (i64, Uuid, i64);

impl ExchangesQuery {
    fn filter(self, cursor: Option<Place>) -> CallFilter {
        let end = self.to.unwrap_or(Timestamp::from_micros(i64::MAX));
        // Behind nothing of that time: everything before it.
        let behind = cursor.map_or((end, Uuid::nil(), 0), |(at, key, n)| (Timestamp::from_micros(at), key, n));
        CallFilter {
            from: self.from.unwrap_or(Timestamp::from_micros(i64::MIN)),
            behind: behind.min((end, Uuid::nil(), 0)),
            operation: self.operation,
            outcome: self.outcome,
            number: self.number,
        }
    }
}

/// List what was asked of Meta
///
/// Every call to Graph that was made for this tenant, attempts to send among them, the latest first, with its answer.
/// Nothing of it holds a token, the text of a message or a phone number.
#[utoipa::path(
    get, path = "/outbound-exchanges", operation_id = "listOutboundExchanges", tag = "webhook",
    security(("accessToken" = ["inbound:manage"])),
    params(ExchangesQuery),
    responses((status = 200, description = "A page of calls.", body = Page<ExchangeView>, example = json!({
        "data": [example()], "nextCursor": null
    })))
)]
pub(super) async fn list_outbound_exchanges(
    State(app): State<App>,
    caller: Can<InboundManage>,
    Extension(context): Extension<RequestContext>,
    Query(query): Query<ExchangesQuery>,
) -> Result<Json<Page<ExchangeView>>, Problem> {
    let (limit, cursor) = (query.limit, app.cursors.open(LIST, query.cursor.as_deref())?);
    let filter = query.filter(cursor);
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().outbound().list(&filter, limit.with_probe()).await?;
    let key = |last: &CallRow| (last.place.0.micros(), last.place.1, last.place.2);
    Ok(Json(app.cursors.page(LIST, rows, limit, key).map(|row| ExchangeView::new(row, context.language))))
}
