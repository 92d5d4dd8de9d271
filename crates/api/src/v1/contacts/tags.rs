use axum::{Json, extract::State};
use recado_domain::ContactId;
use recado_engine::view::ContactView;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::ContactsManage},
    extract::{Body, Path},
    problem::Problem,
    v1::tags::RetagRequest,
};

/// Puts tags on a contact and takes others off them.
#[utoipa::path(
    post, path = "/contacts/{id}/tags", operation_id = "tagContact", tag = "contacts",
    params(("id" = String, Path, description = "`con_…`", example = "con_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["contacts:manage"])),
    request_body(content = RetagRequest, example = json!({ "add": ["tag_01h455vb4pex5vsknk084sn02q"], "remove": [] })),
    responses((status = 200, description = "The contact.", body = ContactView, example = example))
)]
pub async fn tag_contact(
    State(app): State<App>,
    caller: Can<ContactsManage>,
    Path(id): Path<ContactId>,
    Body { value: request, .. }: Body<RetagRequest>,
) -> Result<Json<ContactView>, Problem> {
    let retag = request.into_retag()?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let contact = app.engine.retag_contact(&mut tx, &caller, id, &retag).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(Json(contact))
}
