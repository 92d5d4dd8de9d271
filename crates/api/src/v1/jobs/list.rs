use axum::{Json, extract::State};
use recado_domain::JobId;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::JobView;
use crate::{
    app::App,
    auth::{Can, may::JobsManage},
    extract::{Limit, Query},
    list::Page,
    problem::Problem,
};

const LIST: &str = "jobs";

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct JobList {
    /// Only jobs that were given up are listed.
    #[param(inline)]
    #[expect(dead_code, reason = "its one value is checked by its type")]
    state: JobState,
    /// Where the page begins: `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of a page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Limit,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum JobState {
    Dead,
}

/// List jobs that were given up, newest first
#[utoipa::path(
    get, path = "/jobs", operation_id = "listJobs", tag = "jobs",
    security(("accessToken" = ["jobs:manage"])),
    params(JobList),
    responses((status = 200, description = "A page of jobs.", body = Page<JobView>, example = json!({
        "data": [{"id": "job_01h455vb4pex5vsknk084sn02q", "kind": "mark-read.v1", "state": "dead", "attempts": 8,
                  "lastError": "not_sent: dns", "createdAt": "2026-11-22T04:00:00.000Z"}],
        "nextCursor": null
    })))
)]
pub(super) async fn list_jobs(
    State(app): State<App>,
    caller: Can<JobsManage>,
    Query(query): Query<JobList>,
) -> Result<Json<Page<JobView>>, Problem> {
    let before: Option<JobId> = app.cursors.open(LIST, query.cursor.as_deref())?;
    let before = before.unwrap_or(JobId::from_uuid(Uuid::max()));
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().jobs().list_dead(before, query.limit.with_probe()).await?;
    Ok(Json(app.cursors.page(LIST, rows, query.limit, |last| last.id).map(JobView::from)))
}
