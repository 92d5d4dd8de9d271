use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use recado_domain::SessionId;

use super::{BELIEVED, caller::Identity};

/// What an identity is found by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Known {
    Session(SessionId),
    Key([u8; 32]),
}

/// More are never kept: an old entry costs one look-up to make again.
const MOST: usize = 50_000;

/// Identities read in the last seconds. A change clears it all: changes are rare, look-ups are not.
#[derive(Debug, Default)]
pub(super) struct IdentityCache(Mutex<Inside>);

#[derive(Debug, Default)]
struct Inside {
    /// Rises with every clearing: what was read before a change must not be remembered after it.
    generation: u64,
    entries: HashMap<Known, (Duration, Identity)>,
}

/// Permission to remember what is about to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading(u64);

impl IdentityCache {
    /// The identity, if it was read less than [`BELIEVED`] ago; else permission to remember what is read now.
    pub(super) fn find(&self, known: &Known, now: Duration) -> Result<Identity, Reading> {
        let inside = self.lock();
        match inside.entries.get(known) {
            Some((read, identity)) if now.saturating_sub(*read) < BELIEVED => Ok(identity.clone()),
            _ => Err(Reading(inside.generation)),
        }
    }

    /// Remembers what was read, unless something changed meanwhile.
    pub(super) fn remember(&self, reading: Reading, known: Known, now: Duration, identity: &Identity) {
        let mut inside = self.lock();
        if inside.generation != reading.0 {
            return;
        }
        if inside.entries.len() >= MOST {
            inside.entries.retain(|_, (read, _)| now.saturating_sub(*read) < BELIEVED);
        }
        if inside.entries.len() < MOST {
            inside.entries.insert(known, (now, identity.clone()));
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&self) {
        let mut inside = self.lock();
        inside.generation += 1;
        inside.entries.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
