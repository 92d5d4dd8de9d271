use axum::extract::State;
use recado_domain::TeamId;
use recado_engine::replies::NewReply;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{example, problems::check, view::QuickReplyView};
use crate::{
    app::App,
    auth::{Can, may::DeskManage},
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
};

/// A quick reply to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct CreateQuickReply {
    /// What is typed behind the slash: one word, unique in the tenant, case and accents aside.
    shortcut: String,
    /// The text, at most 4,096 characters. Variables: `{{contact.name}}`, `{{contact.firstName}}`, `{{contact.phone}}`,
    /// `{{contact.email}}`, `{{contact.company}}`, `{{agent.name}}`, `{{agent.firstName}}`, `{{tenant.name}}`,
    /// `{{number.phone}}`; others are refused.
    body: String,
    /// The team that it belongs to: `tem_…`; without it everybody's.
    #[schema(value_type = Option<String>)]
    team_id: Option<TeamId>,
}

/// Make a quick reply
#[utoipa::path(
    post, path = "/quick-replies", operation_id = "createQuickReply", tag = "desk",
    security(("accessToken" = ["desk:manage"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this request.")),
    request_body(content = CreateQuickReply, example = json!({
        "shortcut": "entrega", "body": "Oi, {{contact.firstName}}! Entregamos todos os dias até as 20h."
    })),
    responses((status = 201, description = "The quick reply.", body = QuickReplyView, example = example))
)]
pub(super) async fn create_quick_reply(
    State(app): State<App>,
    caller: Can<DeskManage>,
    key: IdempotencyKey,
    body: Body<CreateQuickReply>,
) -> Result<Answer, Problem> {
    let CreateQuickReply { shortcut, body: text, team_id } = &body.value;
    check(Some(shortcut), Some(text))?;
    let new = NewReply { shortcut: shortcut.trim().to_owned(), body: text.clone(), team: *team_id };
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "createQuickReply", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let made = QuickReplyView::from(app.engine.make_reply(&mut tx, &caller, new).await?);
    let answer = Answer::created(format!("/api/v1/quick-replies/{}", made.id), &made);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    Ok(answer)
}
