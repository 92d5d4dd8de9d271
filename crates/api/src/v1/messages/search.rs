use axum::{Extension, Json, extract::State};
use recado_domain::MessageId;
use recado_engine::{
    search::SearchError,
    view::{ConversationView, MessageView},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    check::{Fault, Finding},
    extract::{Limit, Query},
    list::Page,
    problem::{Problem, ProblemKind},
    shell::RequestContext,
    words::Text,
};

const SWITCHED_OFF: Text = Text {
    en: "Search in messages is switched off on this server.",
    pt: "A busca em mensagens está desligada neste servidor.",
    es: "La búsqueda en mensajes está desactivada en este servidor.",
};

/// Which messages are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchMessages {
    /// 1 to 8 words: each must stand in the message, whole. Case and accents never matter.
    #[param(example = "entrega amanhã")]
    search: String,
    /// Where the page begins: the `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of the page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Limit,
}

/// A message that was found, and where.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FoundMessage)]
pub(super) struct FoundView {
    message: MessageView,
    conversation: ConversationView,
}

/// Search in messages
///
/// The latest first, of conversations that the caller sees. A new message is found about a second after it came. A page may
/// be short where the caller sees little of what fits; go on with `nextCursor`. 409 where the server has search switched off.
#[utoipa::path(
    get, path = "/messages", operation_id = "searchMessages", tag = "messages",
    params(SearchMessages),
    security(("accessToken" = ["conversations:read"])),
    responses((status = 200, description = "A page of messages.", body = Page<FoundView>, example = json!({
        "data": [{
            "message": crate::v1::conversations::example_message(), "conversation": crate::v1::conversations::example()
        }],
        "nextCursor": null
    })))
)]
pub(super) async fn search_messages(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Extension(context): Extension<RequestContext>,
    Query(asked): Query<SearchMessages>,
) -> Result<Json<Page<FoundView>>, Problem> {
    let behind = app.cursors.open::<(i64, MessageId)>("found", asked.cursor.as_deref())?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    let page = (behind, asked.limit.rows(), context.language);
    let found = app.engine.search_messages(&mut read, &caller, &asked.search, page).await?;
    let data = found.rows.into_iter().map(|(message, conversation)| FoundView { message, conversation });
    Ok(Json(Page { data: data.collect(), next_cursor: found.next.map(|place| app.cursors.seal("found", &place)) }))
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::SwitchedOff => Self::new(ProblemKind::Conflict).detail(SWITCHED_OFF),
            SearchError::Words => Self::invalid(vec![Finding::new("/search", Fault::OutOfRange(1, 8))]),
            SearchError::Storage(error) => error.into(),
        }
    }
}
