use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use recado_storage::tenant::logos::LogoRow;
use serde::Deserialize;

use super::PICTURE;
use crate::{
    app::App,
    auth::{Can, may::TenantRead},
    extract::{PictureBytes, Query},
    problem::{Problem, ProblemKind},
};

/// The caller's own browser keeps what it asked for by name, and asks whether it changed where it did not.
const FOREVER: &str = "private, max-age=31536000, immutable";
const ASK_EACH_TIME: &str = "private, no-cache";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LogoQuery {
    /// Which one, as in `logoUrl`: then the answer may be kept for ever.
    v: Option<String>,
}

/// The logo of the caller's tenant
///
/// As it was sent, with an `ETag`. `logoUrl` of the tenant names it.
#[utoipa::path(
    get, path = "/tenant/logo", operation_id = "getLogo", tag = "people",
    security(("accessToken" = ["tenant:read"])),
    params(("v" = Option<String>, Query, description = "Which one, as in `logoUrl`: then the answer may be kept for ever.")),
    responses(
        (status = 200, description = "The logo.", content(
            (PictureBytes = "image/png", example = json!(PICTURE)),
            (PictureBytes = "image/jpeg", example = json!(PICTURE)),
            (PictureBytes = "image/webp", example = json!(PICTURE)),
        )),
        (status = 304, description = "It is the one that If-None-Match names.")
    )
)]
pub(super) async fn get_logo(
    State(app): State<App>,
    caller: Can<TenantRead>,
    Query(asked): Query<LogoQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    let logo = read.tenant().logos().find().await?.ok_or(ProblemKind::NotFound)?;
    Ok(answer(logo, &asked, &headers))
}

fn answer(logo: LogoRow, asked: &LogoQuery, headers: &HeaderMap) -> Response {
    let LogoRow { digest, kind, bytes } = logo;
    let is_named = asked.v.as_deref() == Some(digest.as_str());
    let etag = format!("\"{digest}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| known.split(',').any(|one| one.trim() == etag));
    let about = [
        (header::CACHE_CONTROL, if is_named { FOREVER } else { ASK_EACH_TIME }.to_owned()),
        (header::ETAG, etag),
        (header::CONTENT_TYPE, kind.to_string()),
    ];
    if is_known { (StatusCode::NOT_MODIFIED, about).into_response() } else { (about, bytes).into_response() }
}
