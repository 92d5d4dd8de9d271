use axum::extract::State;
use recado_domain::{NumberId, TeamId};
use recado_engine::away::{Holiday, NewAway, OpenHours};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{example, request::check, view::AwayView};
use crate::{
    app::App,
    auth::{Can, may::DeskManage},
    check::{Fault, Finding},
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
    words::Text,
};

const ONE_PLACE: Text = Text {
    en: "Name a number, a team, or neither for the whole company.",
    pt: "Informe um número, uma equipe ou nenhum dos dois para a empresa toda.",
    es: "Indique un número, un equipo o ninguno para toda la empresa.",
};

/// An away message to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateAwayMessage {
    /// The number whose conversations it answers: `num_…`
    #[schema(value_type = Option<String>)]
    number_id: Option<NumberId>,
    /// The team whose conversations it answers: `tem_…`; neither: the whole company's.
    #[schema(value_type = Option<String>)]
    team_id: Option<TeamId>,
    /// Whether it answers at all.
    enabled: bool,
    /// The text, at most 4,096 characters. Variables as in quick replies, but of nobody who answers; what is not known is
    /// left out.
    text: String,
    /// When the business is open, in the tenant's time zone: at most 50, which must not overlap. One that answers needs some.
    hours: Vec<OpenHours>,
    /// The days on which it is not, each once: at most 200.
    holidays: Vec<Holiday>,
}

/// Make an away message
///
/// It answers what customers write while the business is closed, once per closed period and conversation. A team's goes
/// before its number's, that one before the company's; each has at most one: 409.
#[utoipa::path(
    post, path = "/away-messages", operation_id = "createAwayMessage", tag = "desk",
    security(("accessToken" = ["desk:manage"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this request.")),
    request_body(content = CreateAwayMessage, example = json!({
        "enabled": true, "text": "Oi, {{contact.firstName}}! Voltamos amanhã às 9h.",
        "hours": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "18:00"}],
        "holidays": [{"date": "2026-12-25", "name": "Natal"}]
    })),
    responses((status = 201, description = "The away message.", body = AwayView, example = example))
)]
pub(super) async fn create_away_message(
    State(app): State<App>,
    caller: Can<DeskManage>,
    key: IdempotencyKey,
    body: Body<CreateAwayMessage>,
) -> Result<Answer, Problem> {
    let new = body.value.read()?;
    let clock = app.engine.wall_clock(caller.tenant()).await?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "createAwayMessage", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let made = AwayView::at(&clock, app.engine.make_away(&mut tx, &caller, new).await?);
    let answer = Answer::created(format!("/api/v1/away-messages/{}", made.id), &made);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    Ok(answer)
}

impl CreateAwayMessage {
    fn read(&self) -> Result<NewAway, Problem> {
        let Self { number_id, team_id, enabled, text, hours, holidays } = self;
        if number_id.is_some() && team_id.is_some() {
            return Err(Problem::invalid(vec![Finding::new("/teamId", Fault::Says(ONE_PLACE))]));
        }
        check(Some(text), Some(hours), Some(holidays))?;
        Ok(NewAway {
            number: *number_id,
            team: *team_id,
            enabled: *enabled,
            text: text.clone(),
            hours: hours.clone(),
            holidays: holidays.clone(),
        })
    }
}
