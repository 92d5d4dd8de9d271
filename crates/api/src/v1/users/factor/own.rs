use axum::{Json, extract::State, http::StatusCode};
use recado_domain::Timestamp;
use recado_engine::{Secret, access::FactorStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, Sure, may::ProfileManage},
    extract::Body,
    problem::{Problem, ProblemKind},
};

/// The caller's second factor.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SecondFactor)]
pub(in crate::v1::users) struct FactorView {
    /// Whether a code is asked for beside the password.
    enabled: bool,
    /// Since when; null: it is not.
    #[schema(value_type = Option<String>, format = DateTime)]
    enabled_at: Option<Timestamp>,
    /// How many recovery codes were not used yet.
    recovery_codes_left: usize,
    /// Whether a tenant of the caller asks for it.
    required: bool,
}

impl From<FactorStatus> for FactorView {
    fn from(status: FactorStatus) -> Self {
        let FactorStatus { since, recovery_codes, is_required } = status;
        Self { enabled: since.is_some(), enabled_at: since, recovery_codes_left: recovery_codes, required: is_required }
    }
}

/// What goes into an authenticator app, shown once.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NewSecondFactor)]
pub(in crate::v1::users) struct NewFactorView {
    /// To be typed: base32.
    secret: String,
    /// To be shown as a QR code: an `otpauth` address.
    uri: String,
}

/// Recovery codes, shown once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::v1::users) struct RecoveryCodes {
    /// Each signs in once in the place of a code of the app.
    recovery_codes: Vec<String>,
}

impl RecoveryCodes {
    fn of(codes: &[Secret]) -> Self {
        Self { recovery_codes: codes.iter().map(|code| code.expose().to_owned()).collect() }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::v1::users) struct ConfirmFactor {
    /// Six digits, as the app shows them.
    #[schema(value_type = String)]
    code: Secret,
}

/// One's own second factor
///
/// Codes of an authenticator app (TOTP: SHA-1, six digits, 30 seconds).
#[utoipa::path(
    get, path = "/users/me/second-factor", operation_id = "getSecondFactor", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    responses((status = 200, description = "What there is.", body = FactorView, example = json!(
        {"enabled": true, "enabledAt": "2026-11-22T04:00:00.000Z", "recoveryCodesLeft": 10, "required": false}
    )))
)]
pub(in crate::v1::users) async fn get_factor(
    State(app): State<App>,
    caller: Can<ProfileManage>,
) -> Result<Json<FactorView>, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    Ok(Json(app.engine.second_factor(person).await?.into()))
}

/// Begin to set up a second factor
///
/// The secret waits ten minutes to be confirmed; one that is in force stays until then. Takes a step-up.
#[utoipa::path(
    post, path = "/users/me/second-factor", operation_id = "beginSecondFactor", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    responses((status = 200, description = "What goes into the app, shown once.", body = NewFactorView, example = json!({
        "secret": "JBSWY3DPEHPK3PXP…", "uri": "otpauth://totp/Recado:ana@example.com?secret=JBSWY3DPEHPK3PXP…&issuer=Recado"
    })))
)]
pub(in crate::v1::users) async fn begin_factor(
    State(app): State<App>,
    caller: Sure<ProfileManage>,
) -> Result<Json<NewFactorView>, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    let new = app.engine.begin_factor(person, caller.by()).await?;
    Ok(Json(NewFactorView { secret: new.secret.expose().to_owned(), uri: new.uri.expose().to_owned() }))
}

/// Confirm a second factor
///
/// With a code that the app shows. It is asked for from now on; every other session of the person ends. 409 when nothing waits
/// to be confirmed.
#[utoipa::path(
    post, path = "/users/me/second-factor/confirm", operation_id = "confirmSecondFactor", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    request_body(content = ConfirmFactor, example = json!({"code": "081804"})),
    responses((status = 200, description = "Ten recovery codes, shown once.", body = RecoveryCodes, example = json!(
        {"recoveryCodes": ["7k2m-9xqa-4hdt-c0wz"]}
    )))
)]
pub(in crate::v1::users) async fn confirm_factor(
    State(app): State<App>,
    caller: Can<ProfileManage>,
    body: Body<ConfirmFactor>,
) -> Result<Json<RecoveryCodes>, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    let codes = app.engine.confirm_factor(person, caller.by(), &body.value.code).await?;
    Ok(Json(RecoveryCodes::of(&codes)))
}

/// Make new recovery codes
///
/// The ones before are worth nothing any more. Takes a step-up.
#[utoipa::path(
    post, path = "/users/me/second-factor/recovery-codes", operation_id = "makeRecoveryCodes", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    responses((status = 200, description = "Ten of them, shown once.", body = RecoveryCodes, example = json!(
        {"recoveryCodes": ["7k2m-9xqa-4hdt-c0wz"]}
    )))
)]
pub(in crate::v1::users) async fn new_recovery_codes(
    State(app): State<App>,
    caller: Sure<ProfileManage>,
) -> Result<Json<RecoveryCodes>, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    let codes = app.engine.new_recovery_codes(person, caller.by()).await?;
    Ok(Json(RecoveryCodes::of(&codes)))
}

/// Take one's second factor away
///
/// The password is enough from now on; every other session of the person ends. 409 where a tenant of the person asks for it.
/// Takes a step-up.
#[utoipa::path(
    delete, path = "/users/me/second-factor", operation_id = "removeSecondFactor", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    responses((status = 204, description = "There is none."))
)]
pub(in crate::v1::users) async fn remove_factor(
    State(app): State<App>,
    caller: Sure<ProfileManage>,
) -> Result<StatusCode, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    app.engine.remove_factor(person, caller.by()).await?;
    Ok(StatusCode::NO_CONTENT)
}
