use axum::{Json, extract::State};
use recado_domain::ConversationId;
use recado_engine::{
    access::Caller,
    bulk::{BulkAction, Prepared},
    conversations::ConversationError,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::check;
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    check::{Check, Fault},
    extract::Body,
    problem::Problem,
};

/// Conversations that are named at once.
const MOST: usize = 200;

/// One action on conversations that are named.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedRequest {
    /// `cnv_…`, at most 200.
    #[schema(value_type = Vec<String>)]
    ids: Vec<ConversationId>,
    /// What is done to each.
    action: BulkAction,
}

/// What became of each conversation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BulkResults)]
pub(super) struct Outcomes {
    /// In the order of the request.
    results: Vec<OneResult>,
    /// To how many it was done.
    done: usize,
    /// To how many it could not be done.
    failed: usize,
}

/// What became of one conversation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BulkResult)]
pub(super) struct OneResult {
    /// `cnv_…`
    #[schema(value_type = String)]
    id: ConversationId,
    /// `done`, `not-found` or `conflict` (another one with the same contact is open, or it is closed and was to be unread).
    outcome: &'static str,
}

/// Do one thing to conversations that are named
///
/// Each by itself: one that fails holds up no other.
#[utoipa::path(
    post, path = "/conversations/bulk", operation_id = "changeConversations", tag = "conversations",
    security(("accessToken" = ["conversations:manage"])),
    request_body(content = NamedRequest, example = json!({
        "ids": ["cnv_01h455vb4pex5vsknk084sn02q"], "action": { "do": "assign", "userId": "usr_01h455vb4pex5vsknk084sn02q" }
    })),
    responses((status = 200, description = "What became of each.", body = Outcomes, example = json!({
        "results": [{ "id": "cnv_01h455vb4pex5vsknk084sn02q", "outcome": "done" }], "done": 1, "failed": 0
    })))
)]
pub(super) async fn change_conversations(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Body { value: NamedRequest { ids, action }, .. }: Body<NamedRequest>,
) -> Result<Json<Outcomes>, Problem> {
    let mut faults = Check::default();
    faults.that((1..=MOST).contains(&ids.len()), "/ids", Fault::OutOfRange(1, 200));
    faults.done()?;
    check(&action, &app)?;
    let action = app.engine.prepare_bulk(&caller, action).await?;
    let results = each(&app, &caller, ids, &action).await?;
    app.engine.wake.events();
    app.engine.wake.enqueued();
    let done = results.iter().filter(|result| result.outcome == "done").count();
    Ok(Json(Outcomes { done, failed: results.len() - done, results }))
}

async fn each(
    app: &App,
    caller: &Caller,
    ids: Vec<ConversationId>,
    action: &Prepared,
) -> Result<Vec<OneResult>, Problem> {
    let mut results = Vec::with_capacity(ids.len());
    for id in ids {
        let outcome = match app.engine.do_to_conversation(caller, id, action).await {
            Ok(()) => "done",
            Err(ConversationError::Unknown) => "not-found",
            Err(ConversationError::AnotherIsOpen | ConversationError::NotOpen) => "conflict",
            Err(error) => return Err(error.into()),
        };
        results.push(OneResult { id, outcome });
    }
    Ok(results)
}
