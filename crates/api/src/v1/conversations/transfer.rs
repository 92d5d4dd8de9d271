use axum::{Extension, extract::State};
use recado_domain::{ConversationId, TeamId, UserId};
use recado_engine::{
    access::Caller,
    conversations::{Handover, NewTransfer},
    view::ConversationView,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{commit, example, shown};
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    check::{Check, Fault},
    extract::{Answer, Body, IdempotencyKey, Path},
    problem::Problem,
    shell::RequestContext,
};

/// Characters of a note.
const LONGEST_NOTE: usize = 1_000;

/// To whom a conversation is handed over: a person or a team, one of the two.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TransferRequest {
    /// `usr_…` of a member who works on conversations.
    #[schema(value_type = Option<String>)]
    user_id: Option<UserId>,
    /// `tem_…`
    #[schema(value_type = Option<String>)]
    team_id: Option<TeamId>,
    /// What the next one should know.
    note: Option<String>,
}

impl TransferRequest {
    async fn into_transfer(self, app: &App, caller: &Caller) -> Result<NewTransfer, Problem> {
        let mut check = Check::default();
        check.that(
            self.user_id.is_some() != self.team_id.is_some(),
            "/userId",
            Fault::NotOneOf("userId, teamId".into()),
        );
        check.optional_text(self.note.as_deref(), "/note", LONGEST_NOTE);
        check.done()?;
        let to = match (self.user_id, self.team_id) {
            (Some(user), _) => Handover::Person(app.engine.assignable(caller.tenant(), user).await?),
            (None, Some(team)) => Handover::Team(team),
            (None, None) => unreachable!("checked above"),
        };
        Ok(NewTransfer { to, note: self.note })
    }
}

/// Hands a conversation over, with a note, and keeps a record of it.
///
/// Handed to a team, nobody in it has taken it yet. Handed to a person, it leaves its team unless they are in it.
#[utoipa::path(
    post, path = "/conversations/{id}/transfer", operation_id = "transferConversation", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q"), ("Idempotency-Key" = Option<String>, Header, description = "A word of yours for this request.")),
    security(("accessToken" = ["conversations:manage"])),
    request_body(content = TransferRequest, example = json!({
        "teamId": "tem_01h455vb4pex5vsknk084sn02q", "note": "Quer trocar o tamanho do pedido 4711"
    })),
    responses((status = 200, description = "The conversation.", body = ConversationView, example = example))
)]
pub async fn transfer_conversation(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    key: IdempotencyKey,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<ConversationId>,
    body: Body<TransferRequest>,
) -> Result<Answer, Problem> {
    let transfer = body.value.clone().into_transfer(&app, &caller).await?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "transferConversation", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    app.engine.transfer_conversation(&mut tx, &caller, id, transfer).await?;
    let answer = Answer::ok(&shown(&mut tx, id, context.language).await?);
    claim.keep(&app, tx.tenant(), &answer).await?;
    commit(&app, tx).await?;
    Ok(answer)
}
