use axum::{Extension, Json, extract::State};
use recado_domain::{
    ContactId, ConversationId, NumberId, TagId, TeamId, Timestamp,
    conversation::ConversationStatus,
    view::{InboxView, ListOrder},
};
use recado_engine::{
    conversations::{ConversationQuery, NobodyAsks, Whose},
    view::{ConversationView, load},
};
use serde::Deserialize;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    check::{Fault, Finding},
    extract::{Limit, Query},
    list::Page,
    problem::Problem,
    shell::RequestContext,
};

/// Which conversations are wanted. All that is given must fit.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListConversations {
    /// `mine`, `team` (of any team of the caller), `unassigned` or `all`; without `status` open and pending ones.
    #[param(value_type = Option<String>)]
    view: Option<InboxView>,
    /// `open`, `pending`, `snoozed`, `closed` or `archived`; without it and without `view`, all but archived ones.
    #[param(value_type = Option<String>)]
    status: Option<ConversationStatus>,
    /// `usr_…`, `me` or `none`.
    #[param(value_type = Option<String>)]
    assignee: Option<Whose>,
    /// `tem_…`
    #[param(value_type = Option<String>)]
    team: Option<TeamId>,
    /// `num_…`
    #[param(value_type = Option<String>)]
    number: Option<NumberId>,
    /// `tag_…` that is on them.
    #[param(value_type = Option<String>)]
    tag: Option<TagId>,
    /// `con_…` whom they are with: their history, archived ones too unless `status` says otherwise.
    #[param(value_type = Option<String>)]
    contact: Option<ContactId>,
    /// `true`: only those with unread messages.
    unread: Option<bool>,
    /// Only those with their latest activity then or later.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Only those with their latest activity before then.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// `latest` activity first (without it, too), `oldest` first, or `waiting`: only those where the customer wrote last,
    /// the one who has waited longest first.
    #[param(value_type = Option<String>)]
    sort: Option<ListOrder>,
    /// Where the page begins: the `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of the page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

impl ListConversations {
    fn query(&self) -> ConversationQuery {
        let Self { view, status, assignee, team, number, tag, contact, unread, from, to, sort, .. } = *self;
        ConversationQuery { view, status, assignee, team, number, tag, contact, unread, from, to, sort }
    }
}

impl From<NobodyAsks> for Problem {
    fn from(error: NobodyAsks) -> Self {
        Self::invalid(vec![Finding::new(format!("/{}", error.field), Fault::NoSuch)])
    }
}

/// Conversations that the caller sees, the latest activity first unless `sort` says otherwise.
#[utoipa::path(
    get, path = "/conversations", operation_id = "listConversations", tag = "conversations",
    security(("accessToken" = ["conversations:read"])),
    params(ListConversations),
    responses((status = 200, description = "A page of conversations.", body = Page<ConversationView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub async fn list_conversations(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Extension(context): Extension<RequestContext>,
    Query(asked): Query<ListConversations>,
) -> Result<Json<Page<ConversationView>>, Problem> {
    let filter = asked.query().filter(&caller)?;
    let list = list_of(asked.sort);
    let cursor = app.cursors.open::<(i64, ConversationId)>(list, asked.cursor.as_deref())?;
    let behind = cursor.map(|(micros, id)| (Timestamp::from_micros(micros), id));
    let mut read = app.engine.db.read(caller.scope()).await?;
    let mut tenant = read.tenant();
    let rows = tenant.conversation_lists().page(&filter, caller.visibility(), behind, asked.limit.with_probe()).await?;
    let Page { data, next_cursor } =
        app.cursors.page(list, rows, asked.limit, |row| (row.last_activity_at.micros(), row.id));
    let data = load::conversations(&mut tenant, data, context.language).await?;
    Ok(Json(Page { data, next_cursor }))
}

/// A cursor is a place in one order only.
fn list_of(order: Option<ListOrder>) -> &'static str {
    match order {
        None | Some(ListOrder::Latest) => "conversations",
        Some(ListOrder::Oldest) => "conversations-oldest",
        Some(ListOrder::Waiting) => "conversations-waiting",
    }
}
