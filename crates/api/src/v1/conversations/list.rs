use axum::{Extension, Json, extract::State};
use recado_domain::{ConversationId, NumberId, TeamId, Timestamp, UserId, conversation::ConversationStatus};
use recado_engine::{
    access::Caller,
    view::{ConversationView, load},
};
use recado_storage::tenant::conversation_lists::{Assignee, ConversationFilter, Stage};
use serde::{Deserialize, Deserializer, de::Error as _};
use utoipa::IntoParams;

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
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListConversations {
    /// `open`, `pending`, `snoozed`, `closed` or `archived`; without it, all but archived ones.
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
    /// `true`: only those with unread messages.
    unread: Option<bool>,
    /// Where the page begins: the `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of the page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

/// Whose the wanted conversations are.
#[derive(Debug, Clone, Copy)]
enum Whose {
    Mine,
    Nobodys,
    Of(UserId),
}

impl<'de> Deserialize<'de> for Whose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "me" => Ok(Self::Mine),
            "none" => Ok(Self::Nobodys),
            id => id.parse().map(Self::Of).map_err(|_| D::Error::custom("expected usr_…, me or none")),
        }
    }
}

impl ListConversations {
    fn filter(&self, caller: &Caller) -> Result<ConversationFilter, Problem> {
        let nobody = || Problem::invalid(vec![Finding::new("/assignee", Fault::NoSuch)]);
        let assignee = match self.assignee {
            None => Assignee::Anybody,
            Some(Whose::Nobodys) => Assignee::Nobody,
            Some(Whose::Of(user)) => Assignee::Person(user),
            Some(Whose::Mine) => Assignee::Person(caller.user().ok_or_else(nobody)?),
        };
        Ok(ConversationFilter {
            stage: self.status.map_or(Stage::Ordinary, Stage::Is),
            assignee,
            team: self.team,
            number: self.number,
            unread: self.unread == Some(true),
        })
    }
}

/// Conversations that the caller sees, the latest activity first.
#[utoipa::path(
    get, path = "/conversations", operation_id = "listConversations", tag = "conversations",
    security(("accessToken" = ["conversations:read"])),
    responses((status = 200, description = "A page of conversations.", body = Page<ConversationView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub async fn list_conversations(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Extension(context): Extension<RequestContext>,
    Query(asked): Query<ListConversations>,
) -> Result<Json<Page<ConversationView>>, Problem> {
    let filter = asked.filter(&caller)?;
    let cursor = app.cursors.open::<(i64, ConversationId)>("conversations", asked.cursor.as_deref())?;
    let behind = cursor.map(|(micros, id)| (Timestamp::from_micros(micros), id));
    let mut read = app.engine.db.read(caller.scope()).await?;
    let mut tenant = read.tenant();
    let rows = tenant.conversation_lists().page(&filter, caller.visibility(), behind, asked.limit.with_probe()).await?;
    let Page { data, next_cursor } =
        app.cursors.page("conversations", rows, asked.limit, |row| (row.last_activity_at.micros(), row.id));
    let data = load::conversations(&mut tenant, data, context.language).await?;
    Ok(Json(Page { data, next_cursor }))
}
