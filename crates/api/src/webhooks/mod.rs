//! Meta's webhooks: verification by GET, deliveries by POST, on every path of the contract.
//!
//! Bytes are handed on as they came; nothing here reads them. Refusals say no more than a status: whoever posts without
//! the app's secret learns nothing. To add a path: one line in `ALIASES`.

mod receive;
mod verify;

use axum::routing::{MethodRouter, get};
use recado_engine::intake::IntakeRefused;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    problem::{Problem, ProblemKind},
};

/// The other paths under which the same is served; the first is described for all.
const ALIASES: [&str; 2] = ["/api/v1/webhook/whatsapp", "/api/webhooks/whatsapp"];

/// Every webhook path.
pub(crate) fn routes() -> OpenApiRouter<App> {
    let described = OpenApiRouter::new()
        .routes(routes!(verify::verify_webhook_of_default, receive::receive_webhook_of_default))
        .routes(routes!(verify::verify_webhook, receive::receive_webhook));
    ALIASES.iter().fold(described, |router, path| {
        let bare: MethodRouter<App> = get(verify::verify_webhook_of_default).post(receive::receive_webhook_of_default);
        let keyed: MethodRouter<App> = get(verify::verify_webhook).post(receive::receive_webhook);
        router.route(path, bare).route(&format!("{path}/{{key}}"), keyed)
    })
}

impl From<IntakeRefused> for Problem {
    fn from(refused: IntakeRefused) -> Self {
        match refused {
            IntakeRefused::UnknownKey => ProblemKind::NotFound.into(),
            IntakeRefused::WrongSignature => ProblemKind::Unauthenticated.into(),
            IntakeRefused::NotDurable(error) => {
                tracing::warn!(category = "webhook", %error, "a delivery could not be stored");
                ProblemKind::Unavailable.into()
            }
            IntakeRefused::Sealed(error) => {
                tracing::error!(category = "webhook", %error, "an app's secrets cannot be opened");
                ProblemKind::Unavailable.into()
            }
        }
    }
}
