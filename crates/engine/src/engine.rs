//! The engine: everything a use case may ask for, in one cheap handle.

use std::{ops::Deref, path::PathBuf, sync::Arc, time::Duration};

use hmac::{Hmac, KeyInit, Mac};
use recado_domain::{Clock, Ids, Jitter, Language, Timestamp};
use recado_graph::client::{GraphClient, Reach};
use recado_storage::Db;
use serde::{Deserialize, Deserializer};
use sha2::Sha256;
use uuid::Uuid;

use crate::{
    access::{Access, ProviderSettings},
    intake::Intake,
    mail::Post,
    messages::backlog::Backlogs,
    templates::Asking,
    vault::Vault,
    wake::Wake,
};

/// What use cases ask for. Cloning it is cheap: all clones are the same engine.
#[derive(Clone)]
pub struct Engine(Arc<Whole>);

/// The parts, and what the engine keeps for itself.
struct Whole {
    parts: Parts,
    intake: Intake,
    templates: Asking,
    backlogs: Backlogs,
}

/// The parts of an engine, named so that the one place that builds it reads well.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Fresh ids.
    pub ids: Arc<dyn Ids>,
    /// Jitter.
    pub jitter: Arc<dyn Jitter>,
    /// Meta's Graph API.
    pub graph: GraphClient,
    /// Seals and opens tokens and app secrets.
    pub vault: Vault,
    /// Where mail goes.
    pub post: Arc<dyn Post>,
    /// Who is known, and who is being slowed down.
    pub access: Access,
    /// What the operator decided.
    pub settings: Settings,
    /// Who wants to be woken after a commit.
    pub wake: Wake,
    /// The name under which this process holds leases and claims jobs: nobody else alive has it.
    pub holder: String,
}

/// What the operator decided, as far as use cases care.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The key that signs access tokens: at least 32 bytes.
    pub jwt_secret: Secret,
    /// Life of an access token.
    pub access_token_life: Duration,
    /// How long a proof of who somebody is counts for what is asked about twice.
    pub step_up_life: Duration,
    /// The address under which people and Meta reach us.
    pub public_url: String,
    /// Whether strangers may register a company.
    pub registration: bool,
    /// Where else people may sign in.
    pub providers: Vec<ProviderSettings>,
    /// How long a provider may take to answer, all questions of one sign-in together.
    pub provider_patience: Duration,
    /// How long a send with an unknown outcome waits for evidence.
    pub evidence_after: Duration,
    /// How many messages of a tenant may wait in its queue before programs are refused.
    pub queue_limit: u32,
    /// How long what Meta sent is kept as it came, once it had its effects; calls to Meta other than sends as long.
    pub raw_kept: Duration,
    /// The file outside of the database that tells who was erased; `None`: none is kept.
    pub erasures: Option<PathBuf>,
    /// The file outside of the database that tells how far audit logs were signed; `None`: none is kept.
    pub checkpoints: Option<PathBuf>,
    /// Life of a lease; its heartbeat is a third of it.
    pub lease: Duration,
    /// Secret of the app `default`.
    pub default_app_secret: Option<Secret>,
    /// Verify token of the app `default`.
    pub default_verify_token: Option<Secret>,
    /// Token of numbers that have none of their own.
    pub default_access_token: Option<Secret>,
    /// Whether the words of messages are indexed and searched.
    pub search_messages: bool,
    /// The language of texts that are stored once for all, such as those inside realtime events.
    pub language: Language,
}

/// A text that must not be printed.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Wraps the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself: for the one call that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A key of its own for one purpose, made from this secret: knowing it tells nothing of the secret or of others.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).expect("a key of any length will do");
        mac.update(b"recado/");
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// What is not a text is refused without repeating it.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SecretText)
    }
}

/// Takes anything, so that it says itself what is wrong: parsers repeat the value. A missing field keeps its name.
struct SecretText;

macro_rules! not_a_text {
    ($($visit:ident: $t:ty),+) => {$(
        fn $visit<E: serde::de::Error>(self, _: $t) -> Result<Secret, E> {
            Err(E::custom("a text is expected"))
        }
    )+};
}

impl serde::de::Visitor<'_> for SecretText {
    type Value = Secret;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret::new(text))
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Secret, E> {
        Ok(Secret::new(text))
    }

    not_a_text! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64 }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl Engine {
    /// The engine made of these parts.
    pub fn new(parts: Parts) -> Self {
        let intake = Intake::new(&parts.db);
        Self(Arc::new(Whole { parts, intake, templates: Asking::default(), backlogs: Backlogs::default() }))
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh id that carries the present time.
    pub fn fresh_id(&self) -> Uuid {
        self.ids.v7(self.now())
    }

    /// The door of webhooks.
    pub fn intake(&self) -> &Intake {
        &self.0.intake
    }

    /// Who asks Meta for templates at present.
    pub(crate) fn templates_asked(&self) -> &Asking {
        &self.0.templates
    }

    /// How full the tenants' queues are.
    pub(crate) fn backlogs(&self) -> &Backlogs {
        &self.0.backlogs
    }

    /// Whether Meta answered this node's latest call; `None` before the first one.
    pub fn meta_answered(&self) -> Option<bool> {
        match self.graph.reach() {
            Reach::Untried => None,
            Reach::Answered => Some(true),
            Reach::Away => Some(false),
        }
    }

    /// Whether the database answers within ten seconds and has the schema of this program.
    pub async fn database_is_ready(&self) -> bool {
        let answer = tokio::time::timeout(Duration::from_secs(10), self.db.schema_is_current()).await;
        matches!(answer, Ok(Ok(true)))
    }
}

impl Deref for Engine {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}
