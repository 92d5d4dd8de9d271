//! Intake: what Meta posts goes, byte for byte and durably, into the log before it is acknowledged.
//!
//! Nothing is parsed here: a surprise of Meta's must not become Meta's retry storm. A wrong signature leaves nothing
//! behind but a count. If the bytes cannot be made durable the answer says so, and Meta tries again for days.
//!
//! This module knows no tenant and no number beyond the app that a path names; projection (`inbound`) does the rest.

mod apps;
mod default_app;
mod verify;
mod writer;

use recado_domain::EventId;
use recado_graph::signature;
use recado_storage::{Db, DbError, system::inbound_events::EventRow};

pub use default_app::{DEFAULT_SLUG, ensure_default_app};
pub use verify::{Verification, VerifyRefused, verify};

use self::{
    apps::{AppCache, AppKey},
    writer::LogWriter,
};
use crate::{Engine, VaultError};

/// Why a delivery was not taken.
#[derive(Debug, thiserror::Error)]
pub enum IntakeRefused {
    /// The path names no app.
    #[error("no app has this key")]
    UnknownKey,
    /// The signature is missing or not the app's.
    #[error("the signature is missing or wrong")]
    WrongSignature,
    /// It could not be made durable; Meta will try again.
    #[error("the delivery could not be stored")]
    NotDurable(#[source] DbError),
    /// The app's secrets cannot be opened: somebody changed the operator's key, or the row.
    #[error("the app's secrets cannot be opened")]
    Sealed(#[source] VaultError),
}

impl From<DbError> for IntakeRefused {
    fn from(error: DbError) -> Self {
        Self::NotDurable(error)
    }
}

impl From<VaultError> for IntakeRefused {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Storage(error) => Self::NotDurable(error),
            sealed => Self::Sealed(sealed),
        }
    }
}

/// The door of webhooks: what it remembers and how it writes. Every engine has one.
pub struct Intake {
    apps: AppCache,
    writer: LogWriter,
}

impl Intake {
    pub(crate) fn new(db: &Db) -> Self {
        Self { apps: AppCache::default(), writer: LogWriter::new(db.clone()) }
    }

    /// Forgets what is known of apps: called after an app, or a number's app, has changed.
    pub fn forget_apps(&self) {
        self.apps.forget();
    }
}

/// Takes one delivery: when this answers `Ok`, the bytes are committed and synced.
pub async fn receive(engine: &Engine, key: &str, header: Option<&str>, body: Vec<u8>) -> Result<(), IntakeRefused> {
    let taken = store(engine, key, header, body).await;
    let outcome = match &taken {
        Ok(()) => "taken",
        Err(IntakeRefused::UnknownKey) => "unknown_key",
        Err(IntakeRefused::WrongSignature) => "wrong_signature",
        Err(IntakeRefused::NotDurable(_)) => "not_durable",
        Err(IntakeRefused::Sealed(_)) => "sealed",
    };
    metrics::counter!("recado_webhooks_total", "outcome" => outcome).increment(1);
    taken
}

async fn store(engine: &Engine, key: &str, header: Option<&str>, body: Vec<u8>) -> Result<(), IntakeRefused> {
    let intake = engine.intake();
    let app = intake.apps.find(engine, AppKey::parse(key)).await?.ok_or(IntakeRefused::UnknownKey)?;
    if !signature::verify(app.secrets(), header, &body) {
        metrics::counter!("recado_webhook_signature_failures_total", "app" => app.slug.clone()).increment(1);
        tracing::warn!(category = "webhook", app = app.slug, "a delivery with a missing or wrong signature");
        return Err(IntakeRefused::WrongSignature);
    }
    let received_at = engine.now();
    let id = EventId::from_uuid(engine.ids.v7(received_at));
    intake.writer.write(EventRow { id, app_id: app.id, received_at, body }).await?;
    engine.wake.raw_events();
    Ok(())
}

impl std::fmt::Debug for Intake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Intake")
    }
}
