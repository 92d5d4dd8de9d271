use axum::{extract::State, http::StatusCode};
use recado_engine::{Secret, access::Actor};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    check::{Check, Fault},
    extract::Body,
    problem::Problem,
    shell::Visitor,
};

const MOST: usize = 100;

/// A key that was found where it does not belong, in the shape in which scanners of public code report them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LeakedKey {
    /// The key itself, `rck_…`; what is none of ours is passed over.
    token: Secretly,
    /// The scanner's name for this kind of key.
    #[serde(default, rename = "type")]
    #[expect(dead_code, reason = "scanners send it; one kind of key is all we have")]
    kind: Option<String>,
    /// Where it was found; kept in the tenant's audit log.
    #[serde(default)]
    url: Option<String>,
    /// What the scanner looked through.
    #[serde(default)]
    #[expect(dead_code, reason = "scanners send it; the address says more")]
    source: Option<String>,
}

/// A text of the body that is never printed.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(value_type = String)]
#[serde(transparent)]
struct Secretly(Secret);

/// Report leaked API keys
///
/// For scanners of public code, and for whoever finds one. Each key of ours is revoked at once and its tenant's audit log
/// says where it was found. Nobody needs to sign in: whoever shows a key has it. The answer is the same whether a key was
/// ours or not.
#[utoipa::path(
    post, path = "/api-keys/leaked", operation_id = "reportLeakedKeys", tag = "people",
    request_body(content = Vec<LeakedKey>, example = json!([
        {"token": "rck_Zx3…", "type": "recado_api_key", "url": "https://example.com/shop/settings.js", "source": "content"}
    ])),
    responses((status = 204, description = "Those that were ours open nothing any more."))
)]
pub(super) async fn report_leaked_keys(
    State(app): State<App>,
    visitor: Visitor,
    body: Body<Vec<LeakedKey>>,
) -> Result<StatusCode, Problem> {
    let mut check = Check::default();
    check.that(body.value.len() <= MOST, "", Fault::OutOfRange(0, 100));
    check.done()?;
    let by = visitor.into_origin().by(Actor::System);
    for leaked in &body.value {
        let from = leaked.url.as_deref().map(|url| url.chars().take(500).collect::<String>());
        app.engine.revoke_leaked(&leaked.token.0, from.as_deref(), &by).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
