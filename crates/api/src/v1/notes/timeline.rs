use axum::{Extension, Json, extract::State};
use recado_domain::{ConversationId, Language, MessageId};
use recado_engine::view::{HistoryView, MessageView, NoteView, load};
use recado_storage::{DbResult, Tenant};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::{Path, Query},
    list::{Page, PageQuery},
    problem::Problem,
    shell::RequestContext,
    v1::conversations::{example_entry, example_message, find},
};

/// One thing in a thread; the field that `kind` names is set.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TimelineItem)]
pub(super) struct TimelineItem {
    /// `message`, `note` or `entry`.
    kind: &'static str,
    /// What was said to or by the customer.
    message: Option<MessageView>,
    /// What the team wrote to itself.
    note: Option<NoteView>,
    /// What was done to the conversation.
    entry: Option<HistoryView>,
    #[serde(skip)]
    at: Uuid,
}

impl TimelineItem {
    const NOTHING: Self = Self { kind: "", message: None, note: None, entry: None, at: Uuid::nil() };
}

/// The whole thread: messages, notes and what was done, the newest first
#[utoipa::path(
    get, path = "/conversations/{id}/timeline", operation_id = "listTimeline", tag = "conversations",
    params(PageQuery, ("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:read"])),
    responses((status = 200, description = "A page of the thread.", body = Page<TimelineItem>, example = json!({
        "data": [
            { "kind": "entry", "message": null, "note": null, "entry": example_entry() },
            { "kind": "note", "message": null, "note": example(), "entry": null },
            { "kind": "message", "message": example_message(), "note": null, "entry": null }
        ],
        "nextCursor": null
    })))
)]
pub(super) async fn list_timeline(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<ConversationId>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<TimelineItem>>, Problem> {
    let before = app.cursors.open::<Uuid>("timeline", asked.cursor.as_deref())?.unwrap_or(Uuid::max());
    let mut read = app.engine.db.read(caller.scope()).await?;
    find(&mut read, &caller, id).await?;
    let part = Part { conversation: id, before, limit: asked.limit.with_probe() };
    let items = part.items(&mut read.tenant(), context.language).await?;
    Ok(Json(app.cursors.page("timeline", items, asked.limit, |item| item.at)))
}

/// A part of one thread.
struct Part {
    conversation: ConversationId,
    before: Uuid,
    limit: u32,
}

impl Part {
    /// What stands there. All ids carry their time, so they are one order.
    async fn items(&self, tenant: &mut Tenant<'_>, language: Language) -> DbResult<Vec<TimelineItem>> {
        let Self { conversation, before, limit } = *self;
        let messages = tenant.threads().list(conversation, Some(MessageId::from_uuid(before)), limit).await?;
        let notes = tenant.notes().list(conversation, before, limit).await?;
        let entries = tenant.history().list(conversation, before, limit).await?;
        let messages = messages.into_iter().map(|row| TimelineItem {
            kind: "message",
            at: row.id.uuid(),
            message: Some(load::message(&row, language)),
            ..TimelineItem::NOTHING
        });
        let notes = notes.into_iter().map(|row| TimelineItem {
            kind: "note",
            at: row.id.uuid(),
            note: Some(load::note(row)),
            ..TimelineItem::NOTHING
        });
        let entries = entries.into_iter().map(|row| TimelineItem {
            kind: "entry",
            at: row.id.uuid(),
            entry: Some(load::history(row)),
            ..TimelineItem::NOTHING
        });
        let mut items: Vec<TimelineItem> = messages.chain(notes).chain(entries).collect();
        items.sort_by_key(|item| std::cmp::Reverse(item.at));
        items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(items)
    }
}
