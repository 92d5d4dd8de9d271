use axum::{Json, extract::State};
use recado_domain::{Change, ReplyId, TeamId};
use recado_engine::replies::ReplyPatch;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{example, problems::check, view::QuickReplyView};
use crate::{
    app::App,
    auth::{Can, may::DeskManage},
    extract::{Body, Path},
    problem::Problem,
};

/// What is to change about a quick reply. A field that is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct ChangeQuickReply {
    /// What is typed behind the slash.
    shortcut: Option<String>,
    /// The text, with its variables.
    body: Option<String>,
    /// The team that it belongs to: `tem_…`; null: everybody's.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    team_id: Change<TeamId>,
}

/// Change a quick reply
#[utoipa::path(
    patch, path = "/quick-replies/{id}", operation_id = "changeQuickReply", tag = "desk",
    security(("accessToken" = ["desk:manage"])),
    params(("id" = String, Path, description = "`qrp_…`", example = "qrp_01h455vb4pex5vsknk084sn02q")),
    request_body(content = ChangeQuickReply, example = json!({ "body": "Oi! Entregamos até as 22h." })),
    responses((status = 200, description = "The quick reply.", body = QuickReplyView, example = example))
)]
pub(super) async fn change_quick_reply(
    State(app): State<App>,
    caller: Can<DeskManage>,
    Path(id): Path<ReplyId>,
    Body { value: ChangeQuickReply { shortcut, body, team_id }, .. }: Body<ChangeQuickReply>,
) -> Result<Json<QuickReplyView>, Problem> {
    check(shortcut.as_deref(), body.as_deref())?;
    let patch = ReplyPatch { shortcut: shortcut.map(|text| text.trim().to_owned()), body, team: team_id };
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let changed = app.engine.change_reply(&mut tx, &caller, id, patch).await?;
    tx.commit().await?;
    Ok(Json(changed.into()))
}
