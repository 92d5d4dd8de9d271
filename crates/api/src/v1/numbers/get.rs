use axum::extract::State;
use recado_domain::NumberId;
use recado_engine::view::{NumberView, load};

use super::example;
use crate::{
    app::App,
    auth::{Can, may::NumbersRead},
    etag::{Version, Versioned},
    extract::Path,
    problem::{Problem, ProblemKind},
};

/// One number.
#[utoipa::path(
    get, path = "/numbers/{id}", operation_id = "getNumber", tag = "channel",
    params(("id" = String, Path, description = "`num_…`", example = "num_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["numbers:read"])),
    responses((status = 200, description = "The number.", body = NumberView, example = example))
)]
pub async fn get_number(
    State(app): State<App>,
    caller: Can<NumbersRead>,
    Path(id): Path<NumberId>,
) -> Result<Versioned<NumberView>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    let row = read.tenant().phone_numbers().find(id).await?.ok_or(ProblemKind::NotFound)?;
    Ok(Versioned(Version::of(row.updated_at), load::number(&row)))
}
