use axum::extract::State;
use recado_domain::{AppId, Change};
use recado_engine::{Secret, channel::AppChange, view::AppView};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{check, example};
use crate::{
    app::App,
    auth::{Sure, may::AppsManage},
    check::Check,
    etag::{IfMatch, Version, Versioned},
    extract::{Body, Path},
    problem::{Problem, ProblemKind},
};

/// What is to change about an app. A field that is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeApp {
    /// Meta's id of it; null takes it away.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    app_id: Change<String>,
    /// A new secret. Signatures with the one it replaces stay valid until that is removed.
    #[schema(value_type = Option<String>, write_only)]
    app_secret: Option<Secret>,
    /// A new verify token. The one it replaces is invalid at once.
    #[schema(value_type = Option<String>, write_only)]
    verify_token: Option<Secret>,
    /// True: signatures with the secret before the last change are no longer valid.
    #[serde(default)]
    remove_previous_secret: bool,
}

impl ChangeApp {
    fn into_change(self) -> Result<AppChange, Problem> {
        let mut findings = Check::default();
        check::app_id(&mut findings, self.app_id.value().map(String::as_str));
        check::secret(&mut findings, self.app_secret.as_ref(), "/appSecret");
        check::secret(&mut findings, self.verify_token.as_ref(), "/verifyToken");
        findings.done()?;
        Ok(AppChange {
            meta_app_id: self.app_id,
            secret: self.app_secret,
            verify_token: self.verify_token,
            removes_previous_secret: self.remove_previous_secret,
        })
    }
}

/// Changes an app. The platform's own is changed by super-admins only.
#[utoipa::path(
    patch, path = "/apps/{id}", operation_id = "changeApp", tag = "channel",
    params(("id" = String, Path, description = "`app_…`", example = "app_01h455vb4pex5vsknk084sn02q"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the state that the change was made from.")),
    security(("accessToken" = ["apps:manage"])),
    request_body(content = ChangeApp, example = json!({ "appSecret": "…" })),
    responses((status = 200, description = "The app.", body = AppView, example = example))
)]
pub async fn change_app(
    State(app): State<App>,
    caller: Sure<AppsManage>,
    Path(id): Path<AppId>,
    expected: IfMatch,
    Body { value: request, .. }: Body<ChangeApp>,
) -> Result<Versioned<AppView>, Problem> {
    let seen = app.engine.find_app(&caller, id).await?.ok_or(ProblemKind::NotFound)?;
    expected.check(&Version::of(seen.updated_at))?;
    let changed = app.engine.change_app(&caller, seen, request.into_change()?).await?;
    Ok(Versioned(Version::of(changed.updated_at), changed.at(app.http.public_url.as_deref())))
}
