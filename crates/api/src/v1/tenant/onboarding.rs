use axum::{Json, extract::State};
use recado_engine::access::{Confirmed, Onboarding, OnboardingChange, Step, StepState};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::TenantManage},
    extract::Body,
    problem::Problem,
};

/// How far a company has come with its first steps.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Onboarding)]
pub(super) struct OnboardingView {
    /// The steps, in their order.
    steps: Vec<StepView>,
    /// Whether nobody needs to be reminded any more.
    finished: bool,
}

/// One of the first steps.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OnboardingStep)]
struct StepView {
    /// `profile`, `number`, `contacts` or `template`.
    #[schema(value_type = String)]
    id: Step,
    /// `open`, `done` or `skipped`.
    #[schema(value_type = String)]
    state: StepState,
}

impl From<Onboarding> for OnboardingView {
    fn from(onboarding: Onboarding) -> Self {
        let steps = onboarding.steps.into_iter().map(|(id, state)| StepView { id, state });
        Self { steps: steps.collect(), finished: onboarding.finished }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ChangeOnboarding {
    /// `profile`: name, time zone and colour are right. The other steps show by themselves that they are done.
    #[schema(value_type = Option<String>)]
    done: Option<Confirmed>,
    /// The step that the company does without.
    #[schema(value_type = Option<String>)]
    skip: Option<Step>,
    /// Whether people are not to be reminded any more.
    finished: Option<bool>,
}

fn example() -> Value {
    json!({"steps": [{"id": "profile", "state": "done"}, {"id": "number", "state": "open"},
                     {"id": "contacts", "state": "skipped"}, {"id": "template", "state": "open"}], "finished": false})
}

/// The company's first steps
///
/// What is there counts as done: a number, a contact, a template. A company that was not registered by its own people never
/// began and is finished.
#[utoipa::path(
    get, path = "/tenant/onboarding", operation_id = "getOnboarding", tag = "people",
    security(("accessToken" = ["tenant:manage"])),
    responses((status = 200, description = "How far it has come.", body = OnboardingView, example = example))
)]
pub(super) async fn get_onboarding(
    State(app): State<App>,
    caller: Can<TenantManage>,
) -> Result<Json<OnboardingView>, Problem> {
    Ok(Json(app.engine.onboarding(caller.tenant()).await?.into()))
}

/// Confirm, skip or finish the first steps
///
/// What is not named stays. Whoever saves the company's settings has confirmed `profile`, too.
#[utoipa::path(
    patch, path = "/tenant/onboarding", operation_id = "changeOnboarding", tag = "people",
    security(("accessToken" = ["tenant:manage"])),
    request_body(content = ChangeOnboarding, example = json!({"skip": "contacts"})),
    responses((status = 200, description = "How far it has come.", body = OnboardingView, example = example))
)]
pub(super) async fn change_onboarding(
    State(app): State<App>,
    caller: Can<TenantManage>,
    body: Body<ChangeOnboarding>,
) -> Result<Json<OnboardingView>, Problem> {
    let ChangeOnboarding { done, skip, finished } = body.value;
    Ok(Json(app.engine.change_onboarding(&caller, OnboardingChange { done, skip, finished }).await?.into()))
}
