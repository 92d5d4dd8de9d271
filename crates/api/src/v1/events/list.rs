use axum::{Json, extract::State};
use recado_engine::{
    relay::{self, Reader},
    view::EventView,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::EventsRead},
    check::{Check, Fault},
    extract::{Limit, Query},
    problem::Problem,
};

/// Which events are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListEvents {
    /// Events behind this number; without it only `head` is told.
    after: Option<i64>,
    /// Events looked at: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

/// Events that the caller may see, in order.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventPage {
    /// The events; `prev` is null in each. One of type `resync` means: what you may see changed, reload.
    data: Vec<EventView>,
    /// Where to go on.
    next_after: i64,
    /// The newest number given. Caught up when `nextAfter` is the same.
    head: i64,
}

/// What happened behind a number, as the caller may see it now.
///
/// Whoever sees a conversation only after a change gets the event whole; whoever saw it only before gets
/// `conversation:gone`. 410: events behind this number are deleted, or the number was never given: reload instead.
#[utoipa::path(
    get, path = "/events", operation_id = "listEvents", tag = "events",
    security(("accessToken" = ["events:read"])),
    params(ListEvents),
    responses((status = 200, description = "The events.", body = EventPage, example = json!({
        "data": [{
            "seq": 42, "prev": null, "type": "conversation:gone", "at": "2026-11-22T04:03:17.123Z",
            "data": { "conversationId": "cnv_01h455vb4pex5vsknk084sn02q" }
        }],
        "nextAfter": 42, "head": 42
    })))
)]
pub async fn list_events(
    State(app): State<App>,
    caller: Can<EventsRead>,
    Query(asked): Query<ListEvents>,
) -> Result<Json<EventPage>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    let Some(after) = asked.after else {
        let head = relay::head(&mut read.tenant()).await?;
        return Ok(Json(EventPage { data: Vec::new(), next_after: head, head }));
    };
    let mut check = Check::default();
    check.that(after >= 0, "/after", Fault::OutOfRange(0, i64::MAX));
    check.done()?;
    let most = asked.limit.with_probe() - 1;
    let found = relay::catch_up(&mut read.tenant(), &Reader::of(&caller), after, most).await?;
    Ok(Json(EventPage { data: found.events, next_after: found.next_after, head: found.head }))
}
