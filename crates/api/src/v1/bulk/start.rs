use axum::extract::State;
use recado_engine::{
    bulk::{BulkAction, BulkView},
    conversations::ConversationQuery,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{check, example};
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
};

/// One action on all conversations that match.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StartBulkAction {
    /// Which conversations, as their list takes it.
    query: ConversationQuery,
    /// What is done to each.
    action: BulkAction,
}

/// Do one thing to all conversations that match
///
/// Done in the background, to what the caller sees then; whoever started it hears of it by `bulk:progress`. What comes in
/// meanwhile is not meant.
#[utoipa::path(
    post, path = "/bulk-actions", operation_id = "startBulkAction", tag = "conversations",
    security(("accessToken" = ["conversations:manage"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this request.")),
    request_body(content = StartBulkAction, example = json!({
        "query": { "view": "team", "to": "2026-10-01T00:00:00.000Z" }, "action": { "do": "status", "status": "closed" }
    })),
    responses((status = 202, description = "It has begun.", body = BulkView, example = json!(example("counting"))))
)]
pub(super) async fn start_bulk_action(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    key: IdempotencyKey,
    body: Body<StartBulkAction>,
) -> Result<Answer, Problem> {
    let StartBulkAction { query, action } = &body.value;
    check(action, &app)?;
    query.filter(&caller)?;
    app.engine.prepare_bulk(&caller, action.clone()).await?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "startBulkAction", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let begun = app.engine.begin_bulk(&mut tx, &caller, query, action).await?;
    let answer = Answer::accepted(format!("/api/v1/bulk-actions/{}", begun.id), &begun);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    app.engine.wake.enqueued();
    Ok(answer)
}
