use axum::{Json, extract::State};
use recado_domain::NumberId;
use recado_engine::view::{NumberView, load};
use serde::Deserialize;
use utoipa::IntoParams;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::NumbersRead},
    extract::{Limit, Query},
    list::Page,
    problem::Problem,
};

/// Which page is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListNumbers {
    /// Where the page begins: the `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of the page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

/// The tenant's numbers, the oldest first.
#[utoipa::path(
    get, path = "/numbers", operation_id = "listNumbers", tag = "channel",
    security(("accessToken" = ["numbers:read"])),
    responses((status = 200, description = "A page of numbers.", body = Page<NumberView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub async fn list_numbers(
    State(app): State<App>,
    caller: Can<NumbersRead>,
    Query(asked): Query<ListNumbers>,
) -> Result<Json<Page<NumberView>>, Problem> {
    let after = app.cursors.open::<NumberId>("numbers", asked.cursor.as_deref())?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().phone_numbers().list_after(after, asked.limit.with_probe()).await?;
    let page = app.cursors.page("numbers", rows, asked.limit, |row| row.id);
    Ok(Json(page.map(|row| load::number(&row))))
}
