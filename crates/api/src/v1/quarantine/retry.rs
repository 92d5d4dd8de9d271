use axum::{Json, extract::State, http::StatusCode};
use recado_domain::QuarantineId;
use recado_engine::inbound::{RetryError, retry};

use super::view::{QuarantineView, example};
use crate::{
    app::App,
    auth::{Can, may::InboundManage},
    extract::Path,
    problem::{Problem, ProblemKind},
    words::Text,
};

const GONE: Text = Text {
    en: "The delivery it came in is gone by retention.",
    pt: "A entrega em que veio já foi apagada pela retenção.",
    es: "La entrega en la que vino ya fue borrada por la retención.",
};

/// Try again what could not be projected
///
/// The change is handed to the projector again, it alone and not the rest of its delivery. The entry leaves the list; if it
/// could not be projected it comes back, with one attempt more.
#[utoipa::path(
    post, path = "/quarantine/{id}/retry", operation_id = "retryQuarantined", tag = "webhook",
    params(("id" = String, Path, description = "`qua_…`", example = "qua_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["inbound:manage"])),
    responses((status = 202, description = "It was handed over; the entry as it was.", body = QuarantineView, example = json!(example("waiting"))))
)]
pub(super) async fn retry_quarantined(
    State(app): State<App>,
    caller: Can<InboundManage>,
    Path(id): Path<QuarantineId>,
) -> Result<(StatusCode, Json<QuarantineView>), Problem> {
    let entry = retry(&app.engine, &caller, id).await?;
    Ok((StatusCode::ACCEPTED, Json(entry.into())))
}

impl From<RetryError> for Problem {
    fn from(error: RetryError) -> Self {
        match error {
            RetryError::Unknown => ProblemKind::NotFound.into(),
            RetryError::Gone => Self::new(ProblemKind::Conflict).detail(GONE),
            RetryError::Storage(error) => error.into(),
        }
    }
}
