//! An answer of Graph, whole, before a fault may spoil it.

use axum::{
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use serde_json::Value;

use super::refusal::Refusal;
use crate::{journal::LedgerLost, meta::Meta};

pub(crate) struct Answer {
    pub status: StatusCode,
    pub content_type: String,
    pub body: Bytes,
}

impl Answer {
    pub fn json(status: StatusCode, body: &Value) -> Self {
        Self { status, content_type: "application/json; charset=UTF-8".to_owned(), body: body.to_string().into() }
    }

    pub fn from_result(result: Result<Value, Refusal>, meta: &Meta) -> Self {
        match result {
            Ok(body) => Self::json(StatusCode::OK, &body),
            Err(refusal) => {
                let status = StatusCode::from_u16(refusal.http_status).unwrap_or(StatusCode::BAD_REQUEST);
                Self::json(status, &refusal.envelope(&meta.chance.trace_id()))
            }
        }
    }

    pub fn accepted(&self) -> bool {
        self.status.is_success()
    }

    /// Status and type of this answer with another body.
    pub fn with_body(self, body: Body) -> Response {
        (self.status, [(header::CONTENT_TYPE, self.content_type)], body).into_response()
    }
}

impl IntoResponse for Answer {
    fn into_response(mut self) -> Response {
        let body = std::mem::take(&mut self.body);
        self.with_body(Body::from(body))
    }
}

/// A ledger that cannot be written must not accept anything.
impl From<LedgerLost> for Refusal {
    fn from(lost: LedgerLost) -> Self {
        Self::because(131_000, lost.to_string())
    }
}
