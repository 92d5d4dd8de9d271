//! Calls of a router in this process, as a program outside would make them: the demo is filled through the public API.

use anyhow::{Context as _, bail};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, header},
};
use serde_json::Value;
use tower::ServiceExt as _;

/// The largest answer that is read.
const LARGEST: usize = 16 * 1024 * 1024;

/// A caller of one router, signed in or not.
pub struct Client {
    router: Router,
    token: Option<String>,
}

impl Client {
    /// A caller without a name.
    pub fn new(router: Router) -> Self {
        Self { router, token: None }
    }

    /// The same caller with an access token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { router: self.router.clone(), token: Some(token.to_owned()) }
    }

    /// A GET.
    pub async fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.call(Method::GET, path, &Value::Null).await
    }

    /// A POST.
    pub async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.call(Method::POST, path, body).await
    }

    /// A PATCH.
    pub async fn patch(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.call(Method::PATCH, path, body).await
    }

    /// A PUT.
    pub async fn put(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.call(Method::PUT, path, body).await
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> anyhow::Result<Value> {
        let mut request = Request::builder().method(method.clone()).uri(path);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let request = request.header(header::CONTENT_TYPE, "application/json").body(body)?;
        self.answer(request).await.with_context(|| format!("{method} {path}"))
    }

    /// A webhook, signed as Meta does.
    pub async fn webhook(&self, app_secret: &str, body: &Value) -> anyhow::Result<()> {
        let body = body.to_string();
        let signature = recado_graph::signature::sign(app_secret.as_bytes(), body.as_bytes());
        let request = Request::post("/webhook/whatsapp").header("x-hub-signature-256", signature).body(body.into())?;
        self.answer(request).await.context("a webhook").map(drop)
    }

    async fn answer(&self, request: Request<Body>) -> anyhow::Result<Value> {
        let answer = self.router.clone().oneshot(request).await?;
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), LARGEST).await?;
        if !status.is_success() {
            bail!("{status}: {}", String::from_utf8_lossy(&bytes));
        }
        if bytes.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_slice(&bytes)?) }
    }
}
