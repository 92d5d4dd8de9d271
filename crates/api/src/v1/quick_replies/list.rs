use axum::{Json, extract::State};
use recado_engine::replies::has;

use super::{example, view::QuickReplyView};
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
};

/// List the quick replies that the caller has, by shortcut
#[utoipa::path(
    get, path = "/quick-replies", operation_id = "listQuickReplies", tag = "desk",
    security(("accessToken" = ["conversations:read"])),
    responses((status = 200, description = "A page of quick replies.", body = Page<QuickReplyView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub(super) async fn list_quick_replies(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<QuickReplyView>>, Problem> {
    let behind = app.cursors.open::<String>("quick-replies", asked.cursor.as_deref())?.unwrap_or_default();
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().quick_replies().list(&behind, asked.limit.with_probe()).await?;
    let Page { mut data, next_cursor } =
        app.cursors.page("quick-replies", rows, asked.limit, |row| row.shortcut_key.clone());
    data.retain(|reply| has(&caller, reply));
    Ok(Json(Page { data: data.into_iter().map(QuickReplyView::from).collect(), next_cursor }))
}
