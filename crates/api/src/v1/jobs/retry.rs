use axum::{extract::State, http::StatusCode};
use recado_domain::JobId;

use crate::{
    app::App,
    auth::{Can, may::JobsManage},
    extract::Path,
    problem::{Problem, ProblemKind},
};

/// Let a job that was given up run again
#[utoipa::path(
    post, path = "/jobs/{id}/retry", operation_id = "retryJob", tag = "jobs",
    security(("accessToken" = ["jobs:manage"])),
    params(("id" = String, Path, description = "`job_…`", example = "job_01h455vb4pex5vsknk084sn02q")),
    responses((status = 204, description = "It will run at once."))
)]
pub(super) async fn retry_job(
    State(app): State<App>,
    caller: Can<JobsManage>,
    Path(id): Path<JobId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    if !app.engine.revive_job(&mut tx, &caller, id).await? {
        return Err(ProblemKind::NotFound.into());
    }
    tx.commit().await?;
    app.engine.wake.enqueued();
    Ok(StatusCode::NO_CONTENT)
}
