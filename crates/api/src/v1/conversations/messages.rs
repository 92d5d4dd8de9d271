use axum::{Extension, Json, extract::State};
use recado_domain::{ConversationId, MessageId};
use recado_engine::view::{MessageView, load};

use super::{example_message, find};
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::{Path, Query},
    list::{Page, PageQuery},
    problem::Problem,
    shell::RequestContext,
};

/// The messages of a conversation, the newest first.
#[utoipa::path(
    get, path = "/conversations/{id}/messages", operation_id = "listMessages", tag = "conversations",
    params(PageQuery, ("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:read"])),
    responses((status = 200, description = "A page of messages.", body = Page<MessageView>,
        example = json!({ "data": [example_message()], "nextCursor": null })))
)]
pub async fn list_messages(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<ConversationId>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<MessageView>>, Problem> {
    let before = app.cursors.open::<MessageId>("messages", asked.cursor.as_deref())?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    find(&mut read, &caller, id).await?;
    let rows = read.tenant().threads().list(id, before, asked.limit.with_probe()).await?;
    let page = app.cursors.page("messages", rows, asked.limit, |row| row.id);
    Ok(Json(page.map(|row| load::message(&row, context.language))))
}
