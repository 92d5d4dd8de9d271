use std::{str::FromStr, time::Duration};

use axum::{
    Json,
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use recado_domain::{Language, MessageId, message::MessageStatus};
use recado_engine::{access::Caller, view::load};

use crate::{
    app::App,
    extract::Answer,
    problem::{Problem, ProblemKind},
};

/// Longest wait that is granted.
const LONGEST: Duration = Duration::from_secs(20);

/// The header `Prefer: wait=N`: the caller would rather wait up to N seconds for the outcome. What is not understood is
/// ignored, as RFC 7240 asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefer(Option<Duration>);

impl<S: Send + Sync> FromRequestParts<S> for Prefer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let given = parts.headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        Ok(Self(given.flat_map(|value| value.split(',')).find_map(wait)))
    }
}

fn wait(preference: &str) -> Option<Duration> {
    let (name, value) = preference.split(';').next()?.split_once('=')?;
    let seconds = u64::from_str(value.trim().trim_matches('"')).ok()?;
    name.trim().eq_ignore_ascii_case("wait").then(|| Duration::from_secs(seconds).min(LONGEST))
}

impl Prefer {
    /// The answer itself; or, for a caller who prefers to wait, the message with its outcome, if there is one in time.
    pub(super) async fn answer(
        self,
        app: &App,
        caller: &Caller,
        answer: Answer,
        language: Language,
    ) -> Result<Response, Problem> {
        let Some(longest) = self.0 else { return Ok(answer.into_response()) };
        let id: Option<MessageId> = answer.body()["id"].as_str().and_then(|id| id.parse().ok());
        let id = id.ok_or(ProblemKind::Internal)?;
        let outcome = |longest| app.engine.await_outcome(caller.tenant(), id, longest);
        let row = match app.unless_draining(outcome(longest)).await {
            Some(row) => row?,
            None => outcome(Duration::ZERO).await?,
        };
        let row = row.ok_or(ProblemKind::NotFound)?;
        let message = load::message(&row, language);
        if matches!(message.status, MessageStatus::Queued | MessageStatus::Sending) {
            let location = format!("/api/v1/messages/{id}");
            return Ok(Answer::accepted(location, &message).into_response());
        }
        Ok(Json(message).into_response())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_found_among_other_preferences_and_bounded() {
        for (given, seconds) in [
            ("wait=5", Some(5)),
            (" Wait = \"7\" ; x=1", Some(7)),
            ("wait=500", Some(20)),
            ("wait=0", Some(0)),
            ("wait=-1", None),
            ("wait=soon", None),
            ("wait", None),
            ("respond-async", None),
            ("return=minimal", None),
        ] {
            assert_eq!(wait(given), seconds.map(Duration::from_secs), "{given}");
        }
    }
}
