use axum::{Extension, Json, extract::State};
use recado_domain::{MessageId, Permission};

use super::view::{MessageDetail, detailed_example};
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::Path,
    problem::Problem,
    shell::RequestContext,
};

/// Read a message and its attempts
///
/// Each attempt comes with the exchange with Meta, redacted, for callers who may read the webhook log.
#[utoipa::path(
    get, path = "/messages/{id}", operation_id = "getMessage", tag = "messages",
    security(("accessToken" = ["conversations:read"])),
    params(("id" = String, Path, description = "`msg_…`", example = "msg_01h455vb4pex5vsknk084sn02q")),
    responses((status = 200, description = "The message.", body = MessageDetail, example = json!(detailed_example())))
)]
pub(super) async fn get_message(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<MessageId>,
) -> Result<Json<MessageDetail>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    let row = app.engine.visible_message(&mut read, &caller, id).await?;
    let attempts = read.tenant().message_attempts().list(id).await?;
    let shows_exchanges = caller.may(Permission::InboundManage);
    Ok(Json(MessageDetail::new(&row, attempts, shows_exchanges, context.language)))
}
