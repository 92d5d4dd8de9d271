use recado_graph::client::{GraphError, NotSent, Unknown};
use serde_json::json;

use super::*;

/// What Meta answers when all is well; each test spoils one of it.
fn good() -> Answers {
    Answers {
        number: Outcome::Accepted(json!({ "id": "1", "status": "CONNECTED", "quality_rating": "GREEN" })),
        account: page(&["2", "1"]),
        subscribed: subscribed("77"),
        token: Outcome::Accepted(info(&[TO_SEND])),
    }
}

fn page(ids: &[&str]) -> Outcome<Page> {
    let data = ids.iter().map(|id| json!({ "id": id })).collect();
    Outcome::Accepted(Page { data, after: None })
}

/// As Meta wraps a subscribed app.
fn subscribed(app: &str) -> Outcome<Page> {
    let data = vec![json!({ "whatsapp_business_api_data": { "id": app, "name": "an app" } })];
    Outcome::Accepted(Page { data, after: None })
}

fn info(scopes: &[&str]) -> TokenInfo {
    let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    TokenInfo { is_valid: true, app_id: Some("77".to_owned()), scopes, ..TokenInfo::default() }
}

fn refused<A>(code: i64) -> Outcome<A> {
    Outcome::Rejected(GraphError { code, message: Some("no".to_owned()), ..GraphError::default() })
}

fn refusal(code: i64) -> Refusal {
    Refusal { code, words: Some("no".to_owned()) }
}

fn judged(answers: Answers) -> Findings {
    judge(answers, &Known { phone_number_id: "1", meta_app_id: None })
}

#[test]
fn what_is_well_is_well() {
    let findings = judged(good());
    let state = NumberState { status: Some("CONNECTED".into()), quality: Some("GREEN".into()), verified_name: None };
    assert_eq!(findings.token, TokenFinding::Works { expires_at: None });
    assert_eq!(findings.number, NumberFinding::Works(state));
    assert_eq!(findings.webhook, WebhookFinding::Subscribed);
}

#[test]
fn without_a_working_token_nothing_else_is_judged() {
    for (number, token) in [
        (refused(190), TokenFinding::Refused(refusal(190))),
        (refused(2), TokenFinding::Refused(refusal(2))),
        (Outcome::NotSent(NotSent::Refused), TokenFinding::Silent(Silence::NoConnection)),
        (Outcome::Unknown(Unknown::NotGraph), TokenFinding::Silent(Silence::NotMetas)),
    ] {
        assert_eq!(judged(Answers { number, ..good() }), Findings::without(token));
    }
}

#[test]
fn a_foreign_number_is_told_from_a_wrong_token() {
    for code in NO_SUCH_OBJECT {
        let findings = judged(Answers { number: refused(code), ..good() });
        assert_eq!(findings.token, TokenFinding::Works { expires_at: None });
        assert_eq!((findings.number, findings.webhook), (NumberFinding::Unknown, WebhookFinding::Subscribed));
    }
}

#[test]
fn a_number_must_be_its_accounts_and_work() {
    let of = |account| judged(Answers { account, ..good() }).number;
    assert_eq!(of(page(&["2"])), NumberFinding::OfAnotherAccount);
    assert_eq!(of(refused(100)), NumberFinding::UnknownAccount);
    assert_eq!(of(refused(200)), NumberFinding::Refused(refusal(200)));
    assert_eq!(of(Outcome::Unknown(Unknown::TimedOut)), NumberFinding::Silent(Silence::NoAnswer));
    for (status, works) in [("BANNED", false), ("DISCONNECTED", false), ("PENDING", false), ("FLAGGED", true)] {
        let number = Outcome::Accepted(json!({ "id": "1", "status": status }));
        let found = judged(Answers { number, ..good() }).number;
        assert_eq!(matches!(found, NumberFinding::Works(_)), works, "{status}: {found:?}");
        assert_eq!(matches!(found, NumberFinding::Troubled(_)), !works, "{status}: {found:?}");
    }
}

#[test]
fn our_app_is_the_one_entered_else_the_tokens_else_any() {
    let others = || subscribed("88");
    let found = |apps, token, meta_app_id| {
        judge(Answers { subscribed: apps, token, ..good() }, &Known { phone_number_id: "1", meta_app_id }).webhook
    };
    let known = || Outcome::Accepted(info(&[]));
    assert_eq!(found(page(&[]), known(), None), WebhookFinding::NotSubscribed);
    assert_eq!(found(others(), known(), None), WebhookFinding::OtherApps);
    assert_eq!(found(others(), known(), Some("88")), WebhookFinding::Subscribed);
    assert_eq!(found(others(), refused(100), None), WebhookFinding::Subscribed);
    assert_eq!(found(page(&["77"]), known(), None), WebhookFinding::Subscribed);
    assert_eq!(found(refused(100), known(), None), WebhookFinding::UnknownAccount);
    assert_eq!(found(refused(10), known(), None), WebhookFinding::Refused(refusal(10)));
}

#[test]
fn a_token_that_may_only_look_or_that_ends_is_named() {
    let of = |token| judged(Answers { token, ..good() }).token;
    assert_eq!(of(Outcome::Accepted(info(&["whatsapp_business_management"]))), TokenFinding::MayNotSend);
    let ending = TokenInfo { expires_ms: Some(1_795_000_000_000), ..info(&[TO_SEND]) };
    let expires_at = Some(Timestamp::from_secs(1_795_000_000));
    assert_eq!(of(Outcome::Accepted(ending)), TokenFinding::Works { expires_at });
    let invalid = TokenInfo { is_valid: false, ..info(&[]) };
    assert_eq!(of(Outcome::Accepted(invalid)), TokenFinding::Works { expires_at: None }, "the number was read with it");
}
