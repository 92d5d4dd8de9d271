use std::{
    fmt,
    num::NonZero,
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        PasswordVerifier,
        phc::{Output, ParamsString, PasswordHash, Salt},
    },
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Secret;

/// Most hashes at once: each takes 19 MiB and a core, so there are never more than cores.
const MOST_AT_ONCE: usize = 8;
/// How many may wait for their turn; the rest is told to come back.
const WAITING: usize = 64;
/// 19 MiB, two passes, one lane: the parameters travel with each hash.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// A hash of nobody's password, with the same parameters: an unknown address takes as long as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$cmVjYWRvLW5vYm9keS1zYWx0$1hvX0/7w0pvuFwYPJJzWR1Ss5nP0aEgTQwDkbhDIFKY";

/// The line for hashing was too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Busy;

/// Hashes and verifies passwords, a few at a time, away from the runtime's threads.
#[derive(Debug)]
pub(super) struct Hasher {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    /// What earlier hashes worked in, for the next ones: one for each turn at most. Given back to the allocator from
    /// whatever thread hashed, they would stay with that thread, and a flood of logins would leave one with each.
    rooms: Arc<Mutex<Vec<Room>>>,
}

/// The memory one hash works in.
struct Room(Vec<Block>);

/// A place in the line, given back when dropped. It is taken before anything else is done for who asks, so that a flood
/// of tries costs nothing but its refusals.
#[derive(Debug)]
pub(super) struct Place(#[expect(dead_code, reason = "held until the turn comes")] OwnedSemaphorePermit);

/// A turn at hashing.
#[derive(Debug)]
pub(super) struct Turn(#[expect(dead_code, reason = "held until the hash is done")] OwnedSemaphorePermit);

/// What a password turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Wrong,
    Right {
        /// The same password under today's parameters, when the stored hash has weaker ones.
        rehashed: Option<String>,
    },
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new(thread::available_parallelism().map_or(1, NonZero::get).min(MOST_AT_ONCE))
    }
}

impl Hasher {
    fn new(at_once: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(WAITING)),
            turns: Arc::new(Semaphore::new(at_once)),
            rooms: Arc::default(),
        }
    }

    /// A place in the line, unless it is too long already.
    pub(super) fn place(&self) -> Result<Place, Busy> {
        Arc::clone(&self.places).try_acquire_owned().map(Place).map_err(|_| Busy)
    }

    /// Waits for a turn.
    pub(super) async fn turn(&self, place: Place) -> Turn {
        let permit = Arc::clone(&self.turns).acquire_owned().await.expect("the semaphore is never closed");
        drop(place);
        Turn(permit)
    }

    /// A fresh hash of a password.
    pub(super) async fn hash(&self, turn: Turn, password: &Secret) -> String {
        let password = password.clone();
        self.blocking(turn, move |room| room.hashed(&password)).await
    }

    /// Compares a password with a stored hash. Without one the same work is done, and the answer is no.
    pub(super) async fn verify(&self, turn: Turn, password: &Secret, stored: Option<&str>) -> Verdict {
        let (password, stored) = (password.clone(), stored.map(str::to_owned));
        self.blocking(turn, move |room| room.verdict(&password, stored.as_deref())).await
    }

    /// Fresh hashes of several texts, in one turn.
    pub(super) async fn hash_all(&self, turn: Turn, texts: Vec<Secret>) -> Vec<String> {
        self.blocking(turn, move |room| texts.iter().map(|text| room.hashed(text)).collect()).await
    }

    /// Which of the stored hashes is that of a text.
    pub(super) async fn find(&self, turn: Turn, text: Secret, stored: Vec<String>) -> Option<usize> {
        self.blocking(turn, move |room| {
            stored.iter().position(|hash| matches!(room.verdict(&text, Some(hash)), Verdict::Right { .. }))
        })
        .await
    }

    async fn blocking<T: Send + 'static>(&self, turn: Turn, work: impl FnOnce(&mut Room) -> T + Send + 'static) -> T {
        let rooms = Arc::clone(&self.rooms);
        let done = tokio::task::spawn_blocking(move || {
            let free = rooms.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut room = free.unwrap_or_default();
            let done = work(&mut room);
            rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
            drop(turn);
            done
        });
        done.await.expect("hashing does not panic, and nobody cancels it")
    }
}

impl Default for Room {
    fn default() -> Self {
        Self(vec![Block::default(); params().block_count()])
    }
}

impl Room {
    fn hashed(&mut self, password: &Secret) -> String {
        let salt = Salt::generate();
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params()).expect("our parameters have names"),
            salt: Some(salt),
            hash: Some(self.output(password, &salt).expect("a password and a salt of ours are within argon2's bounds")),
        };
        hash.to_string()
    }

    fn verdict(&mut self, password: &Secret, stored: Option<&str>) -> Verdict {
        let Ok(parsed) = PasswordHash::new(stored.unwrap_or(NOBODY)) else {
            tracing::error!(category = "auth", "a stored password hash cannot be read");
            return Verdict::Wrong;
        };
        let is_weak = is_weak(&parsed);
        let is_right = match &parsed.salt {
            Some(salt) if !is_weak => self.output(password, salt).is_some_and(|output| Some(output) == parsed.hash),
            _ => argon2().verify_password(password.expose().as_bytes(), &parsed).is_ok(),
        };
        if !is_right || stored.is_none() {
            return Verdict::Wrong;
        }
        Verdict::Right { rehashed: is_weak.then(|| self.hashed(password)) }
    }

    /// What comes out for a password under today's parameters; nothing for a salt that argon2 refuses. Outputs compare in
    /// constant time.
    fn output(&mut self, password: &Secret, salt: &Salt) -> Option<Output> {
        let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
        let (password, room) = (password.expose().as_bytes(), self.0.as_mut_slice());
        argon2().hash_password_into_with_memory(password, salt, &mut output, room).ok()?;
        Output::new(&output).ok()
    }
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Room")
    }
}

fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params())
}

fn params() -> Params {
    Params::new(MEMORY_KIB, PASSES, LANES, None).expect("within argon2's bounds")
}

/// Whether a hash has other parameters than today's.
fn is_weak(hash: &PasswordHash) -> bool {
    let number = |name: &str| hash.params.get_decimal(name);
    hash.algorithm.as_str() != "argon2id"
        || hash.version != Some(Version::V0x13.into())
        || hash.hash.as_ref().map(Output::len) != Some(Params::DEFAULT_OUTPUT_LEN)
        || (number("m"), number("t"), number("p")) != (Some(MEMORY_KIB), Some(PASSES), Some(LANES))
}

#[cfg(test)]
mod tests {
    use super::*;

    use argon2::password_hash::PasswordHasher;

    fn secret(text: &str) -> Secret {
        Secret::new(text)
    }

    #[test]
    fn the_right_password_is_told_from_wrong_ones() {
        let stored = Room::default().hashed(&secret("correct horse battery"));
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(
            Room::default().verdict(&secret("correct horse battery"), Some(&stored)),
            Verdict::Right { rehashed: None }
        );
        assert_eq!(Room::default().verdict(&secret("correct horse batterz"), Some(&stored)), Verdict::Wrong);
        assert_eq!(Room::default().verdict(&secret("correct horse battery"), None), Verdict::Wrong);
        assert_eq!(Room::default().verdict(&secret("anything"), Some("not a hash")), Verdict::Wrong);
        assert!(PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn a_hash_with_weaker_parameters_is_made_anew() {
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
        let hash: PasswordHash = weak.hash_password(b"correct horse battery").unwrap();
        let stored = hash.to_string();
        let Verdict::Right { rehashed: Some(fresh) } =
            Room::default().verdict(&secret("correct horse battery"), Some(&stored))
        else {
            panic!("not rehashed")
        };
        assert_eq!(
            Room::default().verdict(&secret("correct horse battery"), Some(&fresh)),
            Verdict::Right { rehashed: None }
        );
    }

    #[tokio::test]
    async fn the_line_has_an_end() {
        let hasher = Hasher::new(2);
        let mut turns = Vec::new();
        for _ in 0..2 {
            turns.push(hasher.turn(hasher.place().unwrap()).await);
        }
        let mut line: Vec<_> = (0..WAITING).map(|_| Box::pin(hasher.turn(hasher.place().unwrap()))).collect();
        for waiting in &mut line {
            assert!(futures_util::poll!(waiting).is_pending(), "two hash at once");
        }
        assert_eq!(hasher.place().unwrap_err(), Busy);
        drop(line);
        turns.pop();
        let place = hasher.place().expect("those that gave up left their places");
        hasher.turn(place).await;
    }

    #[tokio::test]
    async fn hashes_that_follow_each_other_work_in_the_same_room() {
        let hasher = Hasher::new(2);
        for password in ["one", "two", "three"] {
            let turn = hasher.turn(hasher.place().unwrap()).await;
            let stored = hasher.hash(turn, &secret(password)).await;
            let turn = hasher.turn(hasher.place().unwrap()).await;
            let verdict = hasher.verify(turn, &secret(password), Some(&stored)).await;
            assert_eq!(verdict, Verdict::Right { rehashed: None });
        }
        assert_eq!(hasher.rooms.lock().unwrap().len(), 1);
    }
}
