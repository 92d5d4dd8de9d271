use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{app::App, check::Check, extract::Body, problem::Problem, shell::Visitor};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ForgotPassword {
    /// The address that the person signs in with.
    email: String,
}

/// Ask for a new password
///
/// Mails a link that holds for 60 minutes to whoever signs in with this address. The answer is the same whether anybody does. Using the link
/// ends all sessions. Three calls an hour from one address are taken; a person gets one mail an hour.
#[utoipa::path(
    post, path = "/auth/password/forgot", operation_id = "forgotPassword", tag = "auth",
    request_body(content = ForgotPassword, example = json!({"email": "ana@example.com"})),
    responses((status = 202, description = "If somebody signs in with this address, a mail is on its way."))
)]
pub(super) async fn forgot_password(
    State(app): State<App>,
    visitor: Visitor,
    body: Body<ForgotPassword>,
) -> Result<StatusCode, Problem> {
    let mut check = Check::default();
    check.email(&body.value.email, "/email");
    check.done()?;
    app.engine.forgot_password(&body.value.email, &visitor.into_origin()).await?;
    Ok(StatusCode::ACCEPTED)
}
