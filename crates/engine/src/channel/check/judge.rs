//! From Meta's answers to findings: pure, so that every failure can be tried without a network.

use recado_domain::Timestamp;
use recado_graph::client::{Outcome, Page, TokenInfo};
use serde_json::Value;

use super::findings::{Findings, NumberFinding, NumberState, Refusal, Silence, TokenFinding, WebhookFinding};

/// What a token needs to send.
const TO_SEND: &str = "whatsapp_business_messaging";
/// An object that does not exist, or that the token may not see: Meta does not say which.
const NO_SUCH_OBJECT: [i64; 2] = [33, 100];
/// States of a number in which it sends, perhaps less than it could.
const WORKING: [&str; 4] = ["CONNECTED", "FLAGGED", "RATE_LIMITED", "UNKNOWN"];

/// What Meta answered.
pub(super) struct Answers {
    pub(super) number: Outcome<Value>,
    pub(super) account: Outcome<Page>,
    pub(super) subscribed: Outcome<Page>,
    pub(super) token: Outcome<TokenInfo>,
}

/// What is known here about the number.
pub(super) struct Known<'k> {
    pub(super) phone_number_id: &'k str,
    /// Meta's id of the number's app, where somebody entered it.
    pub(super) meta_app_id: Option<&'k str>,
}

/// Why a call gave nothing.
enum Failure {
    NoSuchObject,
    Refused(Refusal),
    Silent(Silence),
}

/// The findings that follow from the answers.
pub(super) fn judge(answers: Answers, known: &Known<'_>) -> Findings {
    let info = result(answers.token).ok().filter(|info| info.is_valid);
    let number = match result(answers.number) {
        Ok(state) => judge_number(&state, answers.account, known),
        Err(Failure::NoSuchObject) => NumberFinding::Unknown,
        Err(Failure::Refused(refusal)) => return Findings::without(TokenFinding::Refused(refusal)),
        Err(Failure::Silent(silence)) => return Findings::without(TokenFinding::Silent(silence)),
    };
    let webhook = judge_webhook(answers.subscribed, known, info.as_ref());
    Findings { token: judge_token(info.as_ref()), number, webhook }
}

/// Meta took it; whether it is good for sending, and for how long, only `debug_token` tells, where Meta lets it.
fn judge_token(info: Option<&TokenInfo>) -> TokenFinding {
    let Some(info) = info else { return TokenFinding::Works { expires_at: None } };
    if !info.scopes.is_empty() && !info.scopes.iter().any(|scope| scope == TO_SEND) {
        return TokenFinding::MayNotSend;
    }
    TokenFinding::Works { expires_at: info.expires_ms.map(|ms| Timestamp::from_micros(ms.saturating_mul(1_000))) }
}

fn judge_number(state: &Value, account: Outcome<Page>, known: &Known<'_>) -> NumberFinding {
    let text = |name: &str| state.get(name).and_then(Value::as_str).map(str::to_owned);
    let state =
        NumberState { status: text("status"), quality: text("quality_rating"), verified_name: text("verified_name") };
    let numbers = match result(account) {
        Ok(numbers) => numbers,
        Err(Failure::NoSuchObject) => return NumberFinding::UnknownAccount,
        Err(Failure::Refused(refusal)) => return NumberFinding::Refused(refusal),
        Err(Failure::Silent(silence)) => return NumberFinding::Silent(silence),
    };
    let listed = lists(&numbers, known.phone_number_id);
    let works = state.status.as_deref().is_none_or(|status| WORKING.contains(&status));
    match (listed, works) {
        (false, _) => NumberFinding::OfAnotherAccount,
        (true, true) => NumberFinding::Works(state),
        (true, false) => NumberFinding::Troubled(state),
    }
}

/// Our app is the one that was entered, else the one that the token belongs to, else any.
fn judge_webhook(subscribed: Outcome<Page>, known: &Known<'_>, info: Option<&TokenInfo>) -> WebhookFinding {
    let apps = match result(subscribed) {
        Ok(apps) => apps.data,
        Err(Failure::NoSuchObject) => return WebhookFinding::UnknownAccount,
        Err(Failure::Refused(refusal)) => return WebhookFinding::Refused(refusal),
        Err(Failure::Silent(silence)) => return WebhookFinding::Silent(silence),
    };
    let ours = known.meta_app_id.or(info.and_then(|info| info.app_id.as_deref()));
    let is_ours = |app: &Value| {
        let id = app.get("whatsapp_business_api_data").and_then(id_of).or(id_of(app));
        ours.is_none_or(|ours| id == Some(ours))
    };
    match apps.as_slice() {
        [] => WebhookFinding::NotSubscribed,
        apps if apps.iter().any(is_ours) => WebhookFinding::Subscribed,
        _ => WebhookFinding::OtherApps,
    }
}

/// Whether the object of this id is on the page.
pub(in crate::channel) fn lists(page: &Page, id: &str) -> bool {
    page.data.iter().any(|object| id_of(object) == Some(id))
}

fn id_of(object: &Value) -> Option<&str> {
    object.get("id").and_then(Value::as_str)
}

fn result<A>(outcome: Outcome<A>) -> Result<A, Failure> {
    match outcome {
        Outcome::Accepted(answer) => Ok(answer),
        Outcome::Rejected(error) if NO_SUCH_OBJECT.contains(&error.code) => Err(Failure::NoSuchObject),
        Outcome::Rejected(error) => Err(Failure::Refused(error.into())),
        Outcome::NotSent(reason) => Err(Failure::Silent(reason.into())),
        Outcome::Unknown(reason) => Err(Failure::Silent(reason.into())),
    }
}

#[cfg(test)]
mod tests;
