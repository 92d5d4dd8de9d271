//! Work on many conversations at once.

mod cancel;
mod get;
mod list;
mod named;
mod start;

use recado_domain::conversation::ConversationStatus;
use recado_engine::bulk::{BulkAction, BulkError};
use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    check::{Check, Fault},
    problem::{Problem, ProblemKind},
    words::Text,
};

/// Tags that one action names.
const MOST_TAGS: usize = 50;

const NOT_FOR_KEYS: Text = Text {
    en: "An API key names the conversations one by one: POST /conversations/bulk.",
    pt: "Uma chave de API indica as conversas uma a uma: POST /conversations/bulk.",
    es: "Una clave de API indica las conversaciones una por una: POST /conversations/bulk.",
};
const IN_THE_FUTURE: Text =
    Text { en: "This must lie in the future.", pt: "Deve estar no futuro.", es: "Debe estar en el futuro." };

/// The operations on many conversations.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(named::change_conversations))
        .routes(routes!(list::list_bulk_actions, start::start_bulk_action))
        .routes(routes!(get::get_bulk_action))
        .routes(routes!(cancel::cancel_bulk_action))
}

/// Refuses an action that can be done to no conversation.
fn check(action: &BulkAction, app: &App) -> Result<(), Problem> {
    let mut check = Check::default();
    match action {
        BulkAction::Tag { tag_ids } | BulkAction::Untag { tag_ids } => {
            check.that((1..=MOST_TAGS).contains(&tag_ids.len()), "/action/tagIds", Fault::OutOfRange(1, 50));
        }
        BulkAction::Status { status } => {
            let words = || Fault::NotOneOf("open, pending, closed, archived".to_owned());
            check.that(*status != ConversationStatus::Snoozed, "/action/status", words());
        }
        BulkAction::Snooze { until } => {
            check.that(*until > app.engine.now(), "/action/until", Fault::Says(IN_THE_FUTURE));
        }
        _ => {}
    }
    check.done()
}

impl From<BulkError> for Problem {
    fn from(error: BulkError) -> Self {
        match error {
            BulkError::Unknown => ProblemKind::NotFound.into(),
            BulkError::NotForKeys => Self::new(ProblemKind::Forbidden).detail(NOT_FOR_KEYS),
            BulkError::Action(error) => error.into(),
            BulkError::Storage(error) => error.into(),
        }
    }
}

/// Work on many conversations, for the description.
fn example(state: &str) -> Json {
    let is_done = state == "done" || state == "cancelled";
    json!({
        "id": "blk_01h455vb4pex5vsknk084sn02q", "state": state,
        "query": { "view": "team", "status": null, "assignee": null, "team": null, "number": null, "tag": null,
            "unread": null, "from": null, "to": "2026-10-01T00:00:00.000Z" },
        "action": { "do": "status", "status": "closed" }, "total": 412, "done": if is_done { 411 } else { 0 },
        "failed": i32::from(is_done), "createdAt": "2026-11-22T04:00:00.000Z",
        "endedAt": is_done.then_some("2026-11-22T04:00:09.000Z")
    })
}
