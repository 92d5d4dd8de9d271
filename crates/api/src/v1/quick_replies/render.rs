use axum::{Json, extract::State};
use recado_domain::{ConversationId, ReplyId, reply::Variable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::{Body, Path},
    problem::Problem,
};

/// For which conversation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct RenderRequest {
    /// `cnv_…`
    #[schema(value_type = String)]
    conversation_id: ConversationId,
}

/// A quick reply, filled in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RenderedReply)]
pub(super) struct RenderedView {
    /// The text; what is missing stands there in its braces.
    text: String,
    /// The variables that nothing is known of, as `contact.email`.
    #[schema(value_type = Vec<String>)]
    missing: Vec<Variable>,
}

/// Fill in a quick reply for a conversation
///
/// `agent.…` is the caller. Nothing is sent.
#[utoipa::path(
    post, path = "/quick-replies/{id}/render", operation_id = "renderQuickReply", tag = "desk",
    security(("accessToken" = ["conversations:read"])),
    params(("id" = String, Path, description = "`qrp_…`", example = "qrp_01h455vb4pex5vsknk084sn02q")),
    request_body(content = RenderRequest, example = json!({ "conversationId": "cnv_01h455vb4pex5vsknk084sn02q" })),
    responses((status = 200, description = "The text.", body = RenderedView, example = json!({
        "text": "Oi, Ana! Entregamos todos os dias até as 20h.", "missing": []
    })))
)]
pub(super) async fn render_quick_reply(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Path(id): Path<ReplyId>,
    Body { value: RenderRequest { conversation_id }, .. }: Body<RenderRequest>,
) -> Result<Json<RenderedView>, Problem> {
    let names = app.engine.reply_names(&caller).await?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rendered = app.engine.render_reply(&mut read, &caller, (id, conversation_id), names).await?;
    Ok(Json(RenderedView { text: rendered.text, missing: rendered.missing }))
}
