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

use std::sync::Arc;

use recado_domain::EventId;
use recado_graph::signature;
use recado_storage::{Db, DbError, system::inbound_events::EventRow};

pub use default_app::{DEFAULT_SLUG, ensure_default_app};
pub use verify::{Verification, VerifyRefused, verify};

use self::{
    apps::{AppCache, SigningApp},
    writer::{LogWriter, Room},
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

impl IntakeRefused {
    fn outcome(&self) -> &'static str {
        match self {
            Self::UnknownKey => "unknown_key",
            Self::WrongSignature => "wrong_signature",
            Self::NotDurable(_) => "not_durable",
            Self::Sealed(_) => "sealed",
        }
    }
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

/// One delivery whose body is still arriving, for an app that is known: it takes room as it grows.
pub struct Delivery {
    app: Arc<SigningApp>,
    body: Vec<u8>,
    room: Room,
}

impl Delivery {
    /// The next bytes as they came; refused when all the deliveries that are arriving take too much memory together.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), IntakeRefused> {
        self.room.hold(self.body.len() + bytes.len())?;
        self.body.extend_from_slice(bytes);
        Ok(())
    }

    /// Throws the bytes away: it will not be taken.
    pub fn discard(&mut self) {
        self.body = Vec::new();
        self.room.give_back();
    }
}

impl std::fmt::Debug for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delivery").field("app", &self.app.slug).finish_non_exhaustive()
    }
}

/// Begins a delivery to the app that the key names, before any of its body is read.
pub async fn begin(engine: &Engine, key: &str) -> Result<Delivery, IntakeRefused> {
    let intake = engine.intake();
    let begun = async {
        let app = intake.apps.find(engine, key).await?;
        Ok(Delivery { app, body: Vec::new(), room: intake.writer.room()? })
    };
    begun.await.inspect_err(|refused: &IntakeRefused| count(refused.outcome()))
}

/// Takes one delivery: when this answers `Ok`, the bytes are committed and synced.
pub async fn receive(engine: &Engine, header: Option<&str>, delivery: Delivery) -> Result<(), IntakeRefused> {
    let taken = store(engine, header, delivery).await;
    count(taken.as_ref().map_or_else(IntakeRefused::outcome, |()| "taken"));
    taken
}

fn count(outcome: &'static str) {
    metrics::counter!("recado_webhooks_total", "outcome" => outcome).increment(1);
}

async fn store(engine: &Engine, header: Option<&str>, delivery: Delivery) -> Result<(), IntakeRefused> {
    let Delivery { app, body, room } = delivery;
    if !signature::verify(app.secrets(), header, &body) {
        metrics::counter!("recado_webhook_signature_failures_total", "app" => app.slug.clone()).increment(1);
        tracing::warn!(category = "webhook", app = app.slug, "a delivery with a missing or wrong signature");
        return Err(IntakeRefused::WrongSignature);
    }
    let received_at = engine.now();
    let id = EventId::from_uuid(engine.ids.v7(received_at));
    engine.intake().writer.write(EventRow { id, app_id: app.id, received_at, body }, room).await?;
    engine.wake.raw_events();
    Ok(())
}

impl std::fmt::Debug for Intake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Intake")
    }
}
