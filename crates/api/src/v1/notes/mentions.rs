use std::collections::HashMap;

use axum::{Extension, Json, extract::State};
use recado_domain::{ConversationId, NoteId};
use recado_engine::view::{ConversationView, NoteView, load};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
    shell::RequestContext,
};

/// A note that mentions the caller, and the conversation it stands in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Mention)]
pub(super) struct MentionView {
    note: NoteView,
    conversation: ConversationView,
}

/// Where the caller is mentioned
///
/// The newest note first; of conversations that the caller still sees. An API key is never mentioned.
#[utoipa::path(
    get, path = "/users/me/mentions", operation_id = "listMentions", tag = "conversations",
    security(("accessToken" = ["conversations:read"])),
    params(PageQuery),
    responses((status = 200, description = "A page of mentions.", body = Page<MentionView>, example = json!({
        "data": [{ "note": example(), "conversation": crate::v1::conversations::example() }], "nextCursor": null
    })))
)]
pub(super) async fn list_mentions(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Extension(context): Extension<RequestContext>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<MentionView>>, Problem> {
    let Some(user) = caller.user() else { return Ok(Json(Page { data: Vec::new(), next_cursor: None })) };
    let before = app.cursors.open::<NoteId>("mentions", asked.cursor.as_deref())?.map_or(Uuid::max(), NoteId::uuid);
    let mut read = app.engine.db.read(caller.scope()).await?;
    let mut tenant = read.tenant();
    let rows = tenant.notes().mentioning(user, before, asked.limit.with_probe()).await?;
    let Page { data, next_cursor } = app.cursors.page("mentions", rows, asked.limit, |row| row.id);
    let mut ids: Vec<ConversationId> = data.iter().map(|note| note.conversation_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut places = tenant.conversations().find_many(&ids).await?;
    places.retain(|row| caller.visibility().sees(row.placement()));
    let views = load::conversations(&mut tenant, places, context.language).await?;
    let views: HashMap<ConversationId, ConversationView> = views.into_iter().map(|view| (view.id, view)).collect();
    let seen = data.into_iter().filter_map(|note| {
        let conversation = views.get(&note.conversation_id)?.clone();
        Some(MentionView { note: load::note(note), conversation })
    });
    Ok(Json(Page { data: seen.collect(), next_cursor }))
}
