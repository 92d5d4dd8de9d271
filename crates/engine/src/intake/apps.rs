//! Which app a webhook path names, with its secrets opened: looked up once in a few seconds, not once a delivery.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use recado_domain::{AppId, NumberId};
use recado_storage::{
    Scope,
    platform::apps::{AppRow, Apps},
    secrets::{Owner, Place},
};

use super::{IntakeRefused, default_app::DEFAULT_SLUG};
use crate::{Engine, Secret};

/// How long an app is believed to be as it was; a change made on this node counts at once, on another after this.
const FRESH: Duration = Duration::from_secs(5);
/// Most keys remembered: paths come from outside, so the number of unknown ones has no other bound.
const MOST: usize = 4_096;

/// How a path names an app.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum AppKey {
    /// By its slug; the bare path means `default`.
    Slug(String),
    /// By one of its numbers, our id.
    Number(NumberId),
    /// By one of its numbers, Meta's id.
    PhoneNumberId(String),
}

impl AppKey {
    /// Reads the last segment of a path; empty means the app `default`. The three forms cannot be confused: a slug has
    /// neither an underscore nor a leading digit.
    pub(super) fn parse(segment: &str) -> Self {
        if segment.is_empty() {
            return Self::Slug(DEFAULT_SLUG.to_owned());
        }
        if let Ok(number) = segment.parse() {
            return Self::Number(number);
        }
        if segment.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::PhoneNumberId(segment.to_owned());
        }
        Self::Slug(segment.to_owned())
    }

    async fn row(&self, mut apps: Apps<'_>) -> recado_storage::DbResult<Option<AppRow>> {
        match self {
            Self::Slug(slug) => apps.find_by_slug(slug).await,
            Self::Number(number) => apps.find_by_number(*number).await,
            Self::PhoneNumberId(id) => apps.find_by_phone_number_id(id).await,
        }
    }
}

/// An app as intake needs it. `Debug` shows no secret.
#[derive(Debug)]
pub(super) struct SigningApp {
    pub(super) id: AppId,
    pub(super) slug: String,
    secrets: Vec<SecretBytes>,
    pub(super) verify_token: Secret,
}

impl SigningApp {
    /// The one or two secrets whose signature counts.
    pub(super) fn secrets(&self) -> &[SecretBytes] {
        &self.secrets
    }
}

/// A secret as the signature check takes it.
#[derive(Debug)]
pub(super) struct SecretBytes(Secret);

impl AsRef<[u8]> for SecretBytes {
    fn as_ref(&self) -> &[u8] {
        self.0.expose().as_bytes()
    }
}

struct Entry {
    app: Option<Arc<SigningApp>>,
    fetched: Duration,
}

/// Apps by the keys of webhook paths, unknown keys included.
#[derive(Default)]
pub(super) struct AppCache(Mutex<HashMap<AppKey, Entry>>);

impl AppCache {
    /// Forgets everything: called after an app or a number's app has changed.
    pub(super) fn forget(&self) {
        self.entries().clear();
    }

    /// The app that the key names. While the database is away, a known one is still known.
    pub(super) async fn find(&self, engine: &Engine, key: AppKey) -> Result<Option<Arc<SigningApp>>, IntakeRefused> {
        let known = self.known(engine.clock.monotonic(), &key);
        if let Some((app, true)) = known {
            return Ok(app);
        }
        match fetch(engine, &key).await {
            Ok(app) => {
                self.remember(key, app.clone(), engine.clock.monotonic());
                Ok(app)
            }
            Err(IntakeRefused::NotDurable(_)) if known.as_ref().is_some_and(|(app, _)| app.is_some()) => {
                Ok(known.and_then(|(app, _)| app))
            }
            Err(refused) => {
                // An app whose secrets open no more is not believed as it was before.
                self.entries().remove(&key);
                Err(refused)
            }
        }
    }

    /// What is remembered, and whether it is fresh. Of those who meet an old entry only the first looks it up again: for
    /// the others it counts as fresh meanwhile.
    fn known(&self, now: Duration, key: &AppKey) -> Option<(Option<Arc<SigningApp>>, bool)> {
        let mut entries = self.entries();
        let entry = entries.get_mut(key)?;
        let fresh = now.saturating_sub(entry.fetched) < FRESH;
        if !fresh {
            entry.fetched = now;
        }
        Some((entry.app.clone(), fresh))
    }

    fn remember(&self, key: AppKey, app: Option<Arc<SigningApp>>, now: Duration) {
        let mut entries = self.entries();
        if entries.len() >= MOST {
            entries.retain(|_, entry| entry.app.is_some());
        }
        entries.insert(key, Entry { app, fetched: now });
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, HashMap<AppKey, Entry>> {
        self.0.lock().expect("never held over a panic")
    }
}

async fn fetch(engine: &Engine, key: &AppKey) -> Result<Option<Arc<SigningApp>>, IntakeRefused> {
    let row = key.row(engine.db.read(Scope::System).await?.platform().apps()).await?;
    match row {
        Some(row) => open(engine, row).await.map(|app| Some(Arc::new(app))),
        None => Ok(None),
    }
}

async fn open(engine: &Engine, row: AppRow) -> Result<SigningApp, IntakeRefused> {
    let owner = row.tenant_id.map_or(Owner::Platform, Owner::Tenant);
    let place = |column| Place { table: "apps", column, row: row.id.uuid() };
    let mut secrets = vec![SecretBytes(engine.vault.open(owner, place("secret"), &row.secret).await?)];
    if let Some(previous) = &row.previous_secret {
        secrets.push(SecretBytes(engine.vault.open(owner, place("previous_secret"), previous).await?));
    }
    let verify_token = engine.vault.open(owner, place("verify_token"), &row.verify_token).await?;
    Ok(SigningApp { id: row.id, slug: row.slug, secrets, verify_token })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_of_a_key_are_told_apart() {
        let number: NumberId = "num_01h455vb4pex5vsknk084sn02q".parse().unwrap();
        for (segment, key) in [
            ("", AppKey::Slug("default".to_owned())),
            ("shop-2", AppKey::Slug("shop-2".to_owned())),
            ("106540352242922", AppKey::PhoneNumberId("106540352242922".to_owned())),
            ("num_01h455vb4pex5vsknk084sn02q", AppKey::Number(number)),
            ("num_nonsense", AppKey::Slug("num_nonsense".to_owned())),
            ("é", AppKey::Slug("é".to_owned())),
        ] {
            assert_eq!(AppKey::parse(segment), key, "{segment}");
        }
    }
}
