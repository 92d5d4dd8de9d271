use axum::extract::State;
use recado_domain::MessageId;
use recado_engine::view::MessageView;

use super::view::example;
use crate::{
    app::App,
    auth::{Can, may::MessagesSend},
    extract::{Answer, Body, IdempotencyKey, Path},
    problem::Problem,
};

/// Send a failed or unconfirmed message again
///
/// It is a new message under the same rules; the old one stays as it is. If the old one had been taken after all, the
/// customer gets both.
#[utoipa::path(
    post, path = "/messages/{id}/resend", operation_id = "resendMessage", tag = "messages",
    security(("accessToken" = ["messages:send"])),
    params(
        ("id" = String, Path, description = "`msg_…`", example = "msg_01h455vb4pex5vsknk084sn02q"),
        ("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this request: a repetition sends nothing twice.")
    ),
    responses((status = 202, description = "The new message is queued.", body = MessageView, example = json!(example("queued"))))
)]
pub(super) async fn resend_message(
    State(app): State<App>,
    caller: Can<MessagesSend>,
    key: IdempotencyKey,
    Path(id): Path<MessageId>,
) -> Result<Answer, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "resendMessage", &Body::NONE).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let message = app.engine.resend_message(&mut tx, &caller, id).await?;
    let answer = Answer::accepted(format!("/api/v1/messages/{}", message.id), &message);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    app.engine.wake.queued();
    app.engine.wake.events();
    Ok(answer)
}
