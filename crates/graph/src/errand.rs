//! Small calls to the places where people sign in, which are not Graph's but the operator's choice: one question, one JSON
//! answer, in good time or not at all.
//!
//! As in [`client`](crate::client) nothing is retried or redirected and no proxy is taken from the environment. Whoever asks
//! sets one deadline around all of their questions.

use std::time::Duration;

use reqwest::{
    Client, RequestBuilder, Response,
    header::{ACCEPT, CONTENT_TYPE},
};
use serde_json::Value;

use crate::client::BuildError;

/// Longer than any answer that is meant.
const MAX_ANSWER: usize = 256 * 1024;

/// Asks. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Errands(Client);

/// Why there is no answer. It repeats nothing of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// No connection, or it broke, or it took too long.
    #[error("it was not reached in time")]
    Away,
    /// An answer that is no JSON, or far too much of it.
    #[error("its answer was no JSON")]
    Unreadable,
    /// A refusal.
    #[error("it answered {0}")]
    Refused(u16),
}

impl Errands {
    /// Each question may take so long.
    pub fn new(within: Duration) -> Result<Self, BuildError> {
        let client = Client::builder()
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
            .timeout(within)
            .connect_timeout(within / 2)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            .build();
        Ok(Self(client.map_err(BuildError::Http)?))
    }

    /// GET, with these parameters.
    pub async fn get(&self, url: &str, query: &[(&str, &str)]) -> Result<Value, NoAnswer> {
        answered(self.0.get(url).query(query)).await
    }

    /// POST of a form.
    pub async fn post(&self, url: &str, form: &[(&str, &str)]) -> Result<Value, NoAnswer> {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = self.0.post(url).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        answered(request.body(form)).await
    }
}

async fn answered(request: RequestBuilder) -> Result<Value, NoAnswer> {
    let response = request.header(ACCEPT, "application/json").send().await.map_err(|_| NoAnswer::Away)?;
    let status = response.status();
    let body = read(response).await?;
    if !status.is_success() {
        return Err(NoAnswer::Refused(status.as_u16()));
    }
    serde_json::from_slice(&body).map_err(|_| NoAnswer::Unreadable)
}

async fn read(mut response: Response) -> Result<Vec<u8>, NoAnswer> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| NoAnswer::Away)? {
        if body.len() + chunk.len() > MAX_ANSWER {
            return Err(NoAnswer::Unreadable);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
