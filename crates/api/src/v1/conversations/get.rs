use axum::{Extension, Json, extract::State};
use recado_domain::ConversationId;
use recado_engine::view::ConversationView;

use super::{example, find, shown};
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::Path,
    problem::Problem,
    shell::RequestContext,
};

/// One conversation.
#[utoipa::path(
    get, path = "/conversations/{id}", operation_id = "getConversation", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:read"])),
    responses((status = 200, description = "The conversation.", body = ConversationView, example = example))
)]
pub async fn get_conversation(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<ConversationId>,
) -> Result<Json<ConversationView>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    find(&mut read, &caller, id).await?;
    Ok(Json(shown(&mut read, id, context.language).await?))
}
