use axum::{
    Json as JsonBody,
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use recado_engine::Secret;
use recado_storage::{
    DbError, Tenant, Tx,
    secrets::{Owner, Place},
    tenant::idempotency::{IdempotencyKey as Row, StoredAnswer},
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Body;
use crate::{
    app::App,
    problem::{Problem, ProblemKind},
};

const NAME: HeaderName = HeaderName::from_static("idempotency-key");
const LONGEST: usize = 255;

/// The header Idempotency-Key: a caller's own word for one request, so that a repetition does nothing twice.
///
/// ```text
/// let mut tx = app.engine.db.write(caller.scope()).await?;
/// let claim = key.claim(&app, tx.tenant(), "createThing", &body).await?;
/// if let Some(stored) = claim.answered() {
///     return stored.given(tx).await;
/// }
/// let thing = make_thing(&mut tx, …).await?;                         // the effect, in the same transaction
/// let answer = Answer::created(format!("/api/v1/things/{}", thing.id), &ThingView::from(thing));
/// claim.keep(&app, tx.tenant(), &answer).await?;
/// tx.commit().await?;
/// ```
///
/// A refusal drops the transaction and the claim with it: only accepted answers are kept (for 24 hours). The path
/// belongs to what is compared: the same body for another thing is another request.
#[derive(Debug)]
pub struct IdempotencyKey {
    key: Option<String>,
    path: String,
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let path = parts.uri.path().to_owned();
        let Some(value) = parts.headers.get(NAME) else { return Ok(Self { key: None, path }) };
        let text = value.to_str().unwrap_or_default();
        if text.is_empty() || text.len() > LONGEST {
            let detail = "Idempotency-Key takes 1 to 255 printable ASCII characters";
            return Err(Problem::new(ProblemKind::Malformed).detail(detail));
        }
        Ok(Self { key: Some(text.to_owned()), path })
    }
}

impl IdempotencyKey {
    /// Whether the caller gave one.
    pub fn is_given(&self) -> bool {
        self.key.is_some()
    }

    /// Makes the key this transaction's, or finds what it was answered. Another transaction that works on the same key
    /// is waited for.
    pub async fn claim<T>(
        &self,
        app: &App,
        mut tenant: Tenant<'_>,
        operation: &'static str,
        body: &Body<T>,
    ) -> Result<Claim, Problem> {
        let Some(key) = self.key.clone() else { return Ok(Claim { key: None, answered: None }) };
        let row = Row { operation, key: &key };
        let asked: [u8; 32] = Sha256::new().chain_update(&self.path).chain_update(body.digest).finalize().into();
        let found = tenant.idempotency().reserve(row, &asked, app.engine.now()).await.map_err(busy)?;
        let place = place(&tenant, row);
        let answered = match found {
            None => None,
            Some(stored) if stored.request_hash != asked => return Err(ProblemKind::IdempotencyKeyReused.into()),
            Some(stored) if stored.status == 0 => return Err(ProblemKind::IdempotencyInProgress.into()),
            Some(stored) => Some(Answer::restore(app, place, &stored).await?),
        };
        Ok(Claim { key: Some((operation, key)), answered })
    }
}

/// The other transaction took longer than a statement may.
fn busy(error: DbError) -> Problem {
    if matches!(error, DbError::Timeout) { ProblemKind::IdempotencyInProgress.into() } else { error.into() }
}

/// Where a secret answer is sealed for: the row has no id, so a hash of its key stands for one.
fn place(tenant: &Tenant<'_>, row: Row<'_>) -> Place {
    let hash = Sha256::new()
        .chain_update(tenant.id().uuid())
        .chain_update(row.operation)
        .chain_update([0])
        .chain_update(row.key)
        .finalize();
    let id = hash.first_chunk::<16>().expect("32 bytes hold 16");
    Place { table: "idempotency_keys", column: "body", row: Uuid::from_bytes(*id) }
}

/// A key that is this transaction's, or was answered before.
#[derive(Debug)]
#[must_use = "look whether it was answered before"]
pub struct Claim {
    key: Option<(&'static str, String)>,
    answered: Option<Answer>,
}

impl Claim {
    /// The answer that the same request got before.
    pub fn answered(&self) -> Option<Stored> {
        self.answered.clone().map(Stored)
    }

    /// Keeps the answer, in the transaction of its effect.
    pub async fn keep(&self, app: &App, mut tenant: Tenant<'_>, answer: &Answer) -> Result<(), Problem> {
        let Some((operation, key)) = &self.key else { return Ok(()) };
        let row = Row { operation, key };
        let place = place(&tenant, row);
        let body = answer.to_stored(app, place).await?;
        Ok(tenant.idempotency().store(row, answer.status.as_u16(), &body).await?)
    }
}

/// An answer as it was read in a transaction.
#[derive(Debug)]
pub struct Stored(Answer);

impl Stored {
    /// Gives it once its reading has ended well: on SQLite a write may see what its neighbour has not committed yet, and an
    /// answer must not outlive its effect.
    pub async fn given(self, tx: Tx) -> Result<Answer, Problem> {
        tx.commit().await?;
        Ok(self.0)
    }
}

/// An answer that can be given again.
#[derive(Debug, Clone)]
pub struct Answer {
    status: StatusCode,
    location: Option<String>,
    body: Json,
    is_secret: bool,
}

/// The text that is kept of an answer.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kept {
    Open {
        location: Option<String>,
        body: Json,
    },
    /// Base64 of the sealed `Open`.
    Sealed(String),
}

impl Answer {
    /// 201, and where the new thing is.
    pub fn created(location: impl Into<String>, body: &impl Serialize) -> Self {
        Self::new(StatusCode::CREATED, Some(location.into()), body)
    }

    /// 202, and where the result will be.
    pub fn accepted(location: impl Into<String>, body: &impl Serialize) -> Self {
        Self::new(StatusCode::ACCEPTED, Some(location.into()), body)
    }

    /// 200.
    pub fn ok(body: &impl Serialize) -> Self {
        Self::new(StatusCode::OK, None, body)
    }

    fn new(status: StatusCode, location: Option<String>, body: &impl Serialize) -> Self {
        let body = serde_json::to_value(body).expect("answers are plain data");
        Self { status, location, body, is_secret: false }
    }

    /// What is in it is shown once and kept sealed.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.is_secret = true;
        self
    }

    /// The body, for handlers that look the thing up again.
    pub fn body(&self) -> &Json {
        &self.body
    }

    async fn to_stored(&self, app: &App, place: Place) -> Result<String, Problem> {
        let kept = Kept::Open { location: self.location.clone(), body: self.body.clone() };
        let text = serde_json::to_string(&kept).expect("answers are plain data");
        if !self.is_secret {
            return Ok(text);
        }
        let sealed = app.engine.vault.seal(Owner::Platform, place, &Secret::new(text)).await;
        let sealed = Kept::Sealed(STANDARD.encode(sealed.map_err(Problem::internal)?));
        Ok(serde_json::to_string(&sealed).expect("answers are plain data"))
    }

    async fn restore(app: &App, place: Place, stored: &StoredAnswer) -> Result<Self, Problem> {
        let mut kept: Kept = serde_json::from_str(&stored.body).map_err(Problem::internal)?;
        let is_secret = matches!(kept, Kept::Sealed(_));
        if let Kept::Sealed(text) = &kept {
            let sealed = STANDARD.decode(text).map_err(Problem::internal)?;
            let opened = app.engine.vault.open(Owner::Platform, place, &sealed).await.map_err(Problem::internal)?;
            kept = serde_json::from_str(opened.expose()).map_err(Problem::internal)?;
        }
        let status = StatusCode::from_u16(stored.status).map_err(Problem::internal)?;
        match kept {
            Kept::Open { location, body } => Ok(Self { status, location, body, is_secret }),
            Kept::Sealed(_) => Err(ProblemKind::Internal.into()),
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = (self.status, JsonBody(self.body)).into_response();
        if let Some(location) = self.location.and_then(|location| HeaderValue::try_from(location).ok()) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}
