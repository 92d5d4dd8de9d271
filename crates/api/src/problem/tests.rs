use recado_domain::{Ids, Language, RequestId, SeededIds, Timestamp};
use serde_json::json;

use super::*;
use crate::check::{Check, Fault};

fn request() -> RequestId {
    RequestId::from_uuid(SeededIds::default().v7(Timestamp::from_secs(1_795_320_197)))
}

#[test]
fn the_registry_is_frozen() {
    let registry: Vec<String> = ProblemKind::ALL
        .iter()
        .map(|kind| kind.entry())
        .map(|entry| format!("{} {} {}", entry.slug, entry.status.as_u16(), entry.title.en))
        .collect();
    assert_eq!(
        registry.join("\n"),
        "malformed 400 Malformed request\n\
         tenant-required 400 Choose a tenant\n\
         unauthenticated 401 Not signed in\n\
         second-factor-required 401 Second factor needed\n\
         second-factor-wrong 401 Wrong code\n\
         provider-not-connected 401 Account not connected\n\
         second-factor-missing 403 Set up a second factor\n\
         step-up-required 403 Confirm that it is you\n\
         forbidden 403 Not allowed\n\
         tenant-suspended 403 Tenant suspended\n\
         not-found 404 Not found\n\
         method-not-allowed 405 Method not allowed\n\
         conflict 409 Conflict\n\
         idempotency-in-progress 409 Still being worked on\n\
         service-window-closed 409 Service window closed\n\
         number-not-active 409 Number not active\n\
         contact-blocked 409 Contact blocked\n\
         events-expired 410 Events expired\n\
         precondition-failed 412 Changed meanwhile\n\
         body-too-large 413 Body too large\n\
         unsupported-media-type 415 Unsupported media type\n\
         validation-failed 422 Not valid\n\
         idempotency-key-reused 422 Idempotency-Key reused\n\
         rate-limited 429 Too many requests\n\
         headers-too-large 431 Headers too large\n\
         internal 500 Our fault\n\
         unavailable 503 Unavailable for a moment"
    );
}

#[test]
fn unset_fields_are_null_and_words_follow_the_language() {
    let document = Problem::from(ProblemKind::NotFound).document(request(), Language::PtBr);
    assert_eq!(
        serde_json::to_value(document).unwrap(),
        json!({
            "type": "/problems/not-found", "title": "Não encontrado", "status": 404,
            "detail": "Isto não existe aqui, ou você não pode vê-lo.", "instance": request().to_string(),
            "errors": null, "remedy": null, "graphCode": null
        })
    );
}

#[test]
fn findings_carry_their_pointers() {
    let mut check = Check::default();
    check.that(false, "/name", Fault::Required);
    check.that(true, "/slug", Fault::Required);
    let problem = check.done().unwrap_err();
    let document = problem.document(request(), Language::En);
    assert_eq!(
        serde_json::to_value(document.errors).unwrap(),
        json!([{ "pointer": "/name", "detail": "This is required." }])
    );
}

#[test]
fn an_unavailable_database_is_503_and_any_other_failure_500() {
    let unavailable = Problem::from(DbError::Unavailable("connection refused".into()));
    assert_eq!(unavailable.kind(), ProblemKind::Unavailable);
    let response = unavailable.render(request(), Language::En);
    assert!(response.headers().contains_key(header::RETRY_AFTER));
    assert_eq!(Problem::from(DbError::Broken).kind(), ProblemKind::Internal);
}
