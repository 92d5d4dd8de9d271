use axum::extract::State;
use recado_engine::{tags::NewTag, view::TagView};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{example, request::check};
use crate::{
    app::App,
    auth::{Can, may::DeskManage},
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
};

/// A tag to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateTag {
    /// The name shown; unique in the tenant, case and accents aside.
    name: String,
    /// Its place on the colour circle, 0 to 359.
    hue: i64,
}

/// Make a tag
#[utoipa::path(
    post, path = "/tags", operation_id = "createTag", tag = "tags",
    security(("accessToken" = ["desk:manage"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this request.")),
    request_body(content = CreateTag, example = json!({ "name": "Troca", "hue": 210 })),
    responses((status = 201, description = "The tag.", body = TagView, example = example))
)]
pub(super) async fn create_tag(
    State(app): State<App>,
    caller: Can<DeskManage>,
    key: IdempotencyKey,
    body: Body<CreateTag>,
) -> Result<Answer, Problem> {
    check(Some(&body.value.name), Some(body.value.hue))?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "createTag", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let new = NewTag { name: body.value.name.trim().to_owned(), hue: body.value.hue };
    let made = app.engine.make_tag(&mut tx, &caller, new).await?;
    let answer = Answer::created(format!("/api/v1/tags/{}", made.id), &made);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(answer)
}
