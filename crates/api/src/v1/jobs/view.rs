use recado_domain::{JobId, Timestamp};
use recado_storage::tenant::jobs::JobRow;
use serde::Serialize;
use utoipa::ToSchema;

/// A job that was given up, as shown outside.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Job)]
pub(super) struct JobView {
    /// `job_…`
    #[schema(value_type = String)]
    id: JobId,
    /// What it is, with a version.
    kind: String,
    /// `dead`: it was given up and waits for somebody.
    state: &'static str,
    /// How often it was tried.
    attempts: u32,
    /// Why the last attempt failed.
    last_error: Option<String>,
    /// When it was enqueued.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<JobRow> for JobView {
    fn from(row: JobRow) -> Self {
        let JobRow { id, kind, attempt, last_error, created_at, .. } = row;
        Self { id, kind, state: "dead", attempts: attempt, last_error, created_at }
    }
}
