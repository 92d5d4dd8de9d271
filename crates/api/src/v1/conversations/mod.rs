//! Conversations: lists, threads, and what people do with them.

mod assign;
mod close;
mod counts;
mod get;
mod history;
mod list;
mod messages;
mod priority;
mod problems;
mod read;
mod status;
mod tags;
mod transfer;
mod transfers;
mod typing;
mod unread;

use recado_domain::{ConversationId, Language};
use recado_engine::{
    access::Caller,
    view::{ConversationView, load},
};
use recado_storage::{Tx, tenant::conversations::ConversationRow};
use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    problem::{Problem, ProblemKind},
};

/// The operations on conversations.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_conversations))
        .routes(routes!(counts::count_conversations))
        .routes(routes!(get::get_conversation))
        .routes(routes!(messages::list_messages))
        .routes(routes!(assign::assign_conversation))
        .routes(routes!(transfer::transfer_conversation))
        .routes(routes!(transfers::list_transfers))
        .routes(routes!(close::close_conversation))
        .routes(routes!(status::set_status))
        .routes(routes!(history::list_history))
        .routes(routes!(priority::prioritize_conversation))
        .routes(routes!(tags::tag_conversation))
        .routes(routes!(read::read_conversation))
        .routes(routes!(unread::unread_conversation))
        .routes(routes!(typing::type_in_conversation))
}

/// The conversation, if the caller sees it.
pub(super) async fn find(tx: &mut Tx, caller: &Caller, id: ConversationId) -> Result<ConversationRow, Problem> {
    let row = tx.tenant().conversations().find(id).await?;
    let seen = row.filter(|row| caller.visibility().sees(row.placement()));
    seen.ok_or_else(|| ProblemKind::NotFound.into())
}

/// An entry of the history, for the description.
pub(in crate::v1) use history::example as example_entry;

/// The conversation as it is shown, in the transaction that changed it.
async fn shown(tx: &mut Tx, id: ConversationId, language: Language) -> Result<ConversationView, Problem> {
    let view = load::conversation_by_id(&mut tx.tenant(), id, language).await?;
    view.ok_or_else(|| ProblemKind::NotFound.into())
}

/// Commits, then rings for the realtime events.
async fn commit(app: &App, tx: Tx) -> Result<(), Problem> {
    tx.commit().await?;
    app.engine.wake.events();
    Ok(())
}

/// A message, for the description.
pub(super) fn example_message() -> Json {
    json!({
        "id": "msg_01h455vb4pex5vsknk084sn02q", "conversationId": "cnv_01h455vb4pex5vsknk084sn02q",
        "contactId": "con_01h455vb4pex5vsknk084sn02q", "numberId": "num_01h455vb4pex5vsknk084sn02q",
        "direction": "inbound", "source": "customer", "type": "text", "content": { "body": "Olá! Vocês entregam hoje?" },
        "media": null,
        "status": "received", "waMessageId": "wamid.HBgNNTUxMTk5ODc2NTQzMhUCABIYFDNB", "replyTo": null, "authorId": null,
        "resendOf": null, "dismissedAt": null, "error": null,
        "createdAt": "2026-11-22T04:03:17.000Z",
        "statusTimes": {
            "queued": null, "accepted": null, "sent": null, "delivered": null, "read": null, "played": null,
            "failed": null, "unconfirmed": null
        }
    })
}

/// A conversation, for the description.
pub(super) fn example() -> Json {
    json!({
        "id": "cnv_01h455vb4pex5vsknk084sn02q", "contact": crate::v1::contacts::example(),
        "numberId": "num_01h455vb4pex5vsknk084sn02q", "status": "open",
        "assigneeId": "usr_01h455vb4pex5vsknk084sn02q", "teamId": null, "priority": "none",
        "tagIds": ["tag_01h455vb4pex5vsknk084sn02q"], "snoozedUntil": null, "unreadCount": 1,
        "lastMessage": example_message(), "lastActivityAt": "2026-11-22T04:03:17.000Z",
        "windowExpiresAt": "2026-11-23T04:03:17.000Z"
    })
}
