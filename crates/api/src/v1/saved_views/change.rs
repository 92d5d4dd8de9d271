use axum::{Json, extract::State};
use recado_domain::SavedViewId;
use recado_engine::{conversations::ConversationQuery, saved_views::ViewPatch};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{LONGEST_NAME, example, view::SavedViewView};
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    check::Check,
    extract::{Body, Path},
    problem::Problem,
};

/// What is to change about a view. A field that is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeView {
    /// The name shown.
    name: Option<String>,
    /// The filters, all of them.
    query: Option<ConversationQuery>,
    /// Whether it is everybody's: for supervisors and above.
    shared: Option<bool>,
}

/// Change a view: one's own, or a shared one
#[utoipa::path(
    patch, path = "/views/{id}", operation_id = "changeView", tag = "desk",
    security(("accessToken" = ["conversations:read"])),
    params(("id" = String, Path, description = "`viw_…`", example = "viw_01h455vb4pex5vsknk084sn02q")),
    request_body(content = ChangeView, example = json!({ "name": "Trocas" })),
    responses((status = 200, description = "The view.", body = SavedViewView, example = example))
)]
pub(super) async fn change_view(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Path(id): Path<SavedViewId>,
    Body { value: ChangeView { name, query, shared }, .. }: Body<ChangeView>,
) -> Result<Json<SavedViewView>, Problem> {
    let mut check = Check::default();
    check.optional_text(name.as_deref(), "/name", LONGEST_NAME);
    check.done()?;
    let patch = ViewPatch { name: name.map(|name| name.trim().to_owned()), query, is_shared: shared };
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let changed = app.engine.change_view(&mut tx, &caller, id, patch).await?;
    tx.commit().await?;
    Ok(Json(changed.into()))
}
