use axum::extract::State;
use recado_domain::AppId;
use recado_engine::view::AppView;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::AppsRead},
    etag::{Version, Versioned},
    extract::Path,
    problem::{Problem, ProblemKind},
};

/// One app.
#[utoipa::path(
    get, path = "/apps/{id}", operation_id = "getApp", tag = "channel",
    params(("id" = String, Path, description = "`app_…`", example = "app_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["apps:read"])),
    responses((status = 200, description = "The app.", body = AppView, example = example))
)]
pub async fn get_app(
    State(app): State<App>,
    caller: Can<AppsRead>,
    Path(id): Path<AppId>,
) -> Result<Versioned<AppView>, Problem> {
    let row = app.engine.find_app(&caller, id).await?.ok_or(ProblemKind::NotFound)?;
    let version = Version::of(row.updated_at);
    Ok(Versioned(version, AppView::from(row).at(app.http.public_url.as_deref())))
}
