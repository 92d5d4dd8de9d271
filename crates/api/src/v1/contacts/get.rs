use axum::extract::State;
use recado_domain::ContactId;
use recado_engine::view::{ContactView, load};

use super::example;
use crate::{
    app::App,
    auth::{Can, may::ContactsRead},
    etag::{Version, Versioned},
    extract::Path,
    problem::{Problem, ProblemKind},
};

/// One contact. One that was merged into another answers as that other.
#[utoipa::path(
    get, path = "/contacts/{id}", operation_id = "getContact", tag = "contacts",
    params(("id" = String, Path, description = "`con_…`", example = "con_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["contacts:read"])),
    responses((status = 200, description = "The contact.", body = ContactView, example = example))
)]
pub async fn get_contact(
    State(app): State<App>,
    caller: Can<ContactsRead>,
    Path(id): Path<ContactId>,
) -> Result<Versioned<ContactView>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    let mut tenant = read.tenant();
    let row = tenant.contacts().find(id).await?.ok_or(ProblemKind::NotFound)?;
    let row = match row.merged_into {
        Some(into) => tenant.contacts().find(into).await?.ok_or(ProblemKind::NotFound)?,
        None => row,
    };
    let view = load::contact_rows(&mut tenant, vec![row]).await?.pop().ok_or(ProblemKind::NotFound)?;
    Ok(Versioned(Version::of_view(&view), view))
}
