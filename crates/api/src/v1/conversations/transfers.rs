use axum::{Json, extract::State};
use recado_domain::{ConversationId, TeamId, Timestamp, TransferId, UserId};
use recado_storage::tenant::transfers::Transfer;
use serde::Serialize;
use utoipa::ToSchema;

use super::find;
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::{Path, Query},
    list::{Page, PageQuery},
    problem::Problem,
};

/// One transfer of a conversation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Transfer)]
pub struct TransferView {
    /// `tra_…`
    #[schema(value_type = String)]
    id: TransferId,
    /// `cnv_…`
    #[schema(value_type = String)]
    conversation_id: ConversationId,
    /// Whose it was.
    from: Whose,
    /// Whose it became.
    to: Whose,
    /// What the giver said.
    note: Option<String>,
    /// Who did it; null for an API key.
    #[schema(value_type = Option<String>)]
    by: Option<UserId>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// A person, a team, both or nobody.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Assignment)]
pub struct Whose {
    /// `usr_…`
    #[schema(value_type = Option<String>)]
    user_id: Option<UserId>,
    /// `tem_…`
    #[schema(value_type = Option<String>)]
    team_id: Option<TeamId>,
}

impl From<Transfer> for TransferView {
    fn from(row: Transfer) -> Self {
        Self {
            id: row.id,
            conversation_id: row.conversation_id,
            from: Whose { user_id: row.from_user_id, team_id: row.from_team_id },
            to: Whose { user_id: row.to_user_id, team_id: row.to_team_id },
            note: row.note,
            by: row.by_user_id,
            at: row.at,
        }
    }
}

/// The transfers of a conversation, the newest first.
#[utoipa::path(
    get, path = "/conversations/{id}/transfers", operation_id = "listTransfers", tag = "conversations",
    params(PageQuery, ("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:read"])),
    responses((status = 200, description = "A page of transfers.", body = Page<TransferView>, example = json!({
        "data": [{
            "id": "tra_01h455vb4pex5vsknk084sn02q", "conversationId": "cnv_01h455vb4pex5vsknk084sn02q",
            "from": { "userId": "usr_01h455vb4pex5vsknk084sn02q", "teamId": null },
            "to": { "userId": null, "teamId": "tem_01h455vb4pex5vsknk084sn02q" },
            "note": "Quer trocar o tamanho do pedido 4711", "by": "usr_01h455vb4pex5vsknk084sn02q",
            "at": "2026-11-22T04:03:17.123Z"
        }],
        "nextCursor": null
    })))
)]
pub async fn list_transfers(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Path(id): Path<ConversationId>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<TransferView>>, Problem> {
    let before = app.cursors.open::<TransferId>("transfers", asked.cursor.as_deref())?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    find(&mut read, &caller, id).await?;
    let rows = read.tenant().transfers().list(id, before, asked.limit.with_probe()).await?;
    let page = app.cursors.page("transfers", rows, asked.limit, |row| row.id);
    Ok(Json(page.map(TransferView::from)))
}
