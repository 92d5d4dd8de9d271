use axum::{Json, extract::State};
use recado_domain::TagId;
use recado_engine::{tags::TagPatch, view::TagView};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{example, request::check};
use crate::{
    app::App,
    auth::{Can, may::DeskManage},
    extract::{Body, Path},
    problem::Problem,
};

/// What is to change about a tag. A field that is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeTag {
    /// The name shown; unique in the tenant, case and accents aside.
    name: Option<String>,
    /// Its place on the colour circle, 0 to 359.
    hue: Option<i64>,
}

/// Change a tag
#[utoipa::path(
    patch, path = "/tags/{id}", operation_id = "changeTag", tag = "tags",
    security(("accessToken" = ["desk:manage"])),
    params(("id" = String, Path, description = "`tag_…`", example = "tag_01h455vb4pex5vsknk084sn02q")),
    request_body(content = ChangeTag, example = json!({ "name": "Troca e devolução" })),
    responses((status = 200, description = "The tag.", body = TagView, example = example))
)]
pub(super) async fn change_tag(
    State(app): State<App>,
    caller: Can<DeskManage>,
    Path(id): Path<TagId>,
    Body { value: ChangeTag { name, hue }, .. }: Body<ChangeTag>,
) -> Result<Json<TagView>, Problem> {
    check(name.as_deref(), hue)?;
    let patch = TagPatch { name: name.map(|name| name.trim().to_owned()), hue };
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let changed = app.engine.change_tag(&mut tx, &caller, id, patch).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(Json(changed))
}
