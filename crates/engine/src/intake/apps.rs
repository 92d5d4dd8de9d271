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
/// Bytes of a key. No slug and no id is longer: what is longer is unknown without a look.
const LONGEST_KEY: usize = 64;

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
    /// neither an underscore nor a leading digit. `None`: no key at all, as it is longer than
    /// any, or has a NUL, which PostgreSQL cannot even be asked for.
    fn parse(segment: &str) -> Option<Self> {
        if segment.len() > LONGEST_KEY || segment.contains('\0') {
            return None;
        }
        if segment.is_empty() {
            return Some(Self::Slug(DEFAULT_SLUG.to_owned()));
        }
        if let Ok(number) = segment.parse() {
            return Some(Self::Number(number));
        }
        if segment.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::PhoneNumberId(segment.to_owned()));
        }
        Some(Self::Slug(segment.to_owned()))
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
pub(super) struct AppCache(Mutex<Inside>);

#[derive(Default)]
struct Inside {
    /// Rises whenever all is forgotten: what was read before a change must not be remembered after it.
    generation: u64,
    entries: HashMap<AppKey, Entry>,
    /// When unknown keys that are no longer fresh were last thrown away.
    swept: Duration,
}

/// What is known of a key before it is looked up.
struct Known {
    /// The app, or that there is none; and whether that is fresh.
    remembered: Option<(Option<Arc<SigningApp>>, bool)>,
    /// Permission to remember what is read from here on.
    generation: u64,
}

impl AppCache {
    /// Forgets everything: called after an app or a number's app has changed.
    pub(super) fn forget(&self) {
        let mut inside = self.inside();
        inside.generation += 1;
        inside.entries.clear();
    }

    /// The app that the last segment of a path names. While the database is away, a known one is still known.
    pub(super) async fn find(&self, engine: &Engine, key: &str) -> Result<Arc<SigningApp>, IntakeRefused> {
        let key = AppKey::parse(key).ok_or(IntakeRefused::UnknownKey)?;
        self.find_by(engine, key).await?.ok_or(IntakeRefused::UnknownKey)
    }

    async fn find_by(&self, engine: &Engine, key: AppKey) -> Result<Option<Arc<SigningApp>>, IntakeRefused> {
        let Known { remembered, generation } = self.known(engine.clock.monotonic(), &key);
        if let Some((app, true)) = remembered {
            return Ok(app);
        }
        match fetch(engine, &key).await {
            Ok(app) => {
                self.remember(generation, key, app.clone(), engine.clock.monotonic());
                Ok(app)
            }
            Err(IntakeRefused::NotDurable(_)) if remembered.as_ref().is_some_and(|(app, _)| app.is_some()) => {
                Ok(remembered.and_then(|(app, _)| app))
            }
            Err(refused) => {
                // An app whose secrets open no more is not believed as it was before.
                self.inside().entries.remove(&key);
                Err(refused)
            }
        }
    }

    /// What is remembered. Of those who meet an old entry only the first looks it up again: for the others it counts as
    /// fresh meanwhile.
    fn known(&self, now: Duration, key: &AppKey) -> Known {
        let mut inside = self.inside();
        let generation = inside.generation;
        let remembered = inside.entries.get_mut(key).map(|entry| {
            let is_fresh = entry.is_fresh(now);
            if !is_fresh {
                entry.fetched = now;
            }
            (entry.app.clone(), is_fresh)
        });
        Known { remembered, generation }
    }

    fn remember(&self, generation: u64, key: AppKey, app: Option<Arc<SigningApp>>, now: Duration) {
        let mut inside = self.inside();
        if inside.generation != generation {
            return;
        }
        if now.saturating_sub(inside.swept) >= FRESH {
            inside.entries.retain(|_, entry| entry.app.is_some() || entry.is_fresh(now));
            inside.swept = now;
        }
        if app.is_some() || inside.entries.len() < MOST {
            inside.entries.insert(key, Entry { app, fetched: now });
        }
    }

    fn inside(&self) -> std::sync::MutexGuard<'_, Inside> {
        self.0.lock().expect("never held over a panic")
    }
}

impl Entry {
    fn is_fresh(&self, now: Duration) -> bool {
        now.saturating_sub(self.fetched) < FRESH
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
            assert_eq!(AppKey::parse(segment), Some(key), "{segment}");
        }
    }

    fn slug(text: &str) -> AppKey {
        AppKey::parse(text).unwrap()
    }

    #[test]
    fn a_key_longer_than_any_is_unknown() {
        assert!(AppKey::parse(&"x".repeat(64)).is_some());
        assert_eq!(AppKey::parse(&"x".repeat(65)), None);
    }

    #[test]
    fn what_was_read_before_a_change_is_not_remembered_after_it() {
        let (cache, key) = (AppCache::default(), slug("shop"));
        let before = cache.known(Duration::ZERO, &key).generation;
        cache.forget();
        cache.remember(before, key.clone(), None, Duration::ZERO);
        let Known { remembered, generation } = cache.known(Duration::ZERO, &key);
        assert!(remembered.is_none());
        cache.remember(generation, key.clone(), None, Duration::ZERO);
        assert!(matches!(cache.known(Duration::ZERO, &key).remembered, Some((None, true))));
    }

    #[test]
    fn unknown_keys_go_with_time_and_never_fill_the_memory() {
        let cache = AppCache::default();
        for n in 0..2 * MOST {
            cache.remember(0, slug(&format!("nobody-{n}")), None, FRESH);
        }
        assert_eq!(cache.inside().entries.len(), MOST);
        cache.remember(0, slug("late"), None, 2 * FRESH);
        assert_eq!(cache.inside().entries.len(), 1);
    }
}
