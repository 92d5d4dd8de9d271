use axum::{extract::State, http::StatusCode};
use recado_engine::{
    Secret,
    access::{CodeError, Proof, StepUpError},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::ProfileManage},
    check::{Fault, Finding},
    extract::Body,
    problem::{Problem, ProblemKind},
    v1::users::wrong_code,
    words::Text,
};

const WRONG: Text =
    Text { en: "This is not your password.", pt: "Esta não é a sua senha.", es: "Esta no es su contraseña." };

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct StepUp {
    /// The password, of people without a second factor.
    #[schema(value_type = Option<String>, format = Password)]
    password: Option<Secret>,
    /// Six digits of the person's app, or a recovery code: of people with a second factor.
    #[schema(value_type = Option<String>)]
    code: Option<Secret>,
}

/// Prove again who one is
///
/// What a stolen session must not do is refused with `step-up-required` ten minutes after the sign-in: second factors, API
/// keys, apps and access tokens of numbers, roles, removals, erasures, tenants. After this the session may for ten minutes more.
/// Who has a second factor sends a code, everybody else the password; a wrong one is a 422 at `/code` or `/password`.
#[utoipa::path(
    post, path = "/auth/step-up", operation_id = "stepUp", tag = "auth",
    security(("accessToken" = ["profile:manage"])),
    request_body(content = StepUp, example = json!({"password": "correct horse battery"})),
    responses((status = 204, description = "Repeat what was refused."))
)]
pub(super) async fn step_up(
    State(app): State<App>,
    caller: Can<ProfileManage>,
    Body { value: body, .. }: Body<StepUp>,
) -> Result<StatusCode, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    let proof = Proof { password: body.password.as_ref(), code: body.code.as_ref() };
    app.engine.step_up(person, caller.by(), proof).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<StepUpError> for Problem {
    fn from(error: StepUpError) -> Self {
        match error {
            StepUpError::CodeMissing => Self::invalid(vec![Finding::new("/code", Fault::Required)]),
            StepUpError::PasswordMissing => Self::invalid(vec![Finding::new("/password", Fault::Required)]),
            StepUpError::Code(CodeError::Wrong) => wrong_code(),
            StepUpError::Code(error) => error.into(),
            StepUpError::Password(recado_engine::access::PasswordChangeError::WrongCurrent) => {
                Self::invalid(vec![Finding::new("/password", Fault::Says(WRONG))])
            }
            StepUpError::Password(error) => error.into(),
        }
    }
}
