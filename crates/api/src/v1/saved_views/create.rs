use axum::extract::State;
use recado_engine::{conversations::ConversationQuery, saved_views::NewView};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{LONGEST_NAME, example, view::SavedViewView};
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    check::Check,
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
};

/// A view to be saved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateView {
    /// The name shown.
    name: String,
    /// The filters, as the list of conversations takes them.
    query: ConversationQuery,
    /// Whether it is everybody's: for supervisors and above.
    #[serde(default)]
    shared: bool,
}

/// Save a view
#[utoipa::path(
    post, path = "/views", operation_id = "createView", tag = "desk",
    security(("accessToken" = ["conversations:read"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this request.")),
    request_body(content = CreateView, example = json!({
        "name": "Trocas sem resposta", "query": { "view": "team", "tag": "tag_01h455vb4pex5vsknk084sn02q", "unread": true },
        "shared": false
    })),
    responses((status = 201, description = "The view.", body = SavedViewView, example = example))
)]
pub(super) async fn create_view(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    key: IdempotencyKey,
    body: Body<CreateView>,
) -> Result<Answer, Problem> {
    let mut check = Check::default();
    check.text(&body.value.name, "/name", LONGEST_NAME);
    check.done()?;
    let CreateView { name, query, shared } = &body.value;
    let new = NewView { name: name.trim().to_owned(), query: query.clone(), is_shared: *shared };
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "createView", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let made = SavedViewView::from(app.engine.save_view(&mut tx, &caller, new).await?);
    let answer = Answer::created(format!("/api/v1/views/{}", made.id), &made);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    Ok(answer)
}
