use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use recado_domain::Timestamp;

/// Wrong passwords that cost nothing.
const FREE: i64 = 10;
/// Wrong passwords in a row after which only a known device or a fresh password helps.
const HARD_STOP: i64 = 100;
/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_mins(15);
/// Wrong passwords from one address per minute.
const PER_ADDRESS: u32 = 20;
const MINUTE: Duration = Duration::from_mins(1);
/// How many accounts and addresses are remembered; known accounts are counted in the database besides.
const MOST: usize = 50_000;

/// Slows guessing down: per account ten tries, then waits that double from a second to a quarter of an hour, and a hard
/// stop after a hundred in a row; per address twenty wrong ones a minute.
///
/// A device from which the account's owner signed in before is counted on its own: nobody can lock the owner out by
/// guessing from elsewhere. A try counts as wrong from its start until it proves right, so that many at once are not
/// admitted together. Counted per node; the database's count, which outlives a restart, is taken where it is higher.
#[derive(Debug, Default)]
pub(super) struct Throttle(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    tries: HashMap<Account, Tries>,
    addresses: HashMap<IpAddr, Window>,
}

/// Whose tries are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Account {
    /// SHA-256 of the address that was typed in, known or not.
    pub(super) email: [u8; 32],
    /// A device that the account was used on before.
    pub(super) device: Option<[u8; 32]>,
}

/// Wrong tries in a row, and the last of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tries {
    pub(super) wrong: i64,
    pub(super) last: Timestamp,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    began: Timestamp,
    wrong: u32,
}

/// How long to wait before the next try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wait(pub(super) Duration);

/// A try that was admitted, counted as wrong until [`Throttle::proved_right`].
#[derive(Debug)]
#[must_use = "a try that proves right must say so"]
pub(super) struct Try {
    account: Account,
    address: IpAddr,
}

impl Throttle {
    /// Whether a try would be admitted now; nothing is counted.
    pub(super) fn peek(&self, account: &Account, address: IpAddr, stored: Tries, now: Timestamp) -> Result<(), Wait> {
        self.lock().wait(account, address, stored, now).map_or(Ok(()), Err)
    }

    /// Admits a try and counts it as wrong.
    pub(super) fn admit(&self, account: Account, address: IpAddr, stored: Tries, now: Timestamp) -> Result<Try, Wait> {
        let mut counts = self.lock();
        if let Some(wait) = counts.wait(&account, address, stored, now) {
            return Err(wait);
        }
        counts.prune(now);
        let before = counts.tries_of(&account, stored);
        counts.tries.insert(account.clone(), Tries { wrong: before.wrong + 1, last: now });
        if account.device.is_none() {
            let window = counts.addresses.entry(address).or_insert(Window { began: now, wrong: 0 });
            if now.since(window.began) >= MINUTE {
                *window = Window { began: now, wrong: 0 };
            }
            window.wrong += 1;
        }
        Ok(Try { account, address })
    }

    /// The password was right: the account starts anew.
    pub(super) fn proved_right(&self, right: &Try) {
        let mut counts = self.lock();
        counts.tries.remove(&right.account);
        if right.account.device.is_none()
            && let Some(window) = counts.addresses.get_mut(&right.address)
        {
            window.wrong = window.wrong.saturating_sub(1);
        }
    }

    /// A fresh password was set: the account starts anew, on every device.
    pub(super) fn forget(&self, email: [u8; 32]) {
        self.lock().tries.retain(|account, _| account.email != email);
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counts {
    fn tries_of(&self, account: &Account, stored: Tries) -> Tries {
        let here = self.tries.get(account).copied().unwrap_or_default();
        // What the database counts is the account's, whatever the device: it never locks a known one.
        if account.device.is_none() && stored.wrong > here.wrong { stored } else { here }
    }

    fn wait(&self, account: &Account, address: IpAddr, stored: Tries, now: Timestamp) -> Option<Wait> {
        let tries = self.tries_of(account, stored);
        if tries.wrong >= HARD_STOP {
            return Some(Wait(LONGEST_WAIT));
        }
        let left = pause(tries.wrong).saturating_sub(now.since(tries.last));
        if !left.is_zero() {
            return Some(Wait(left));
        }
        let window = self.addresses.get(&address).filter(|_| account.device.is_none())?;
        let left = MINUTE.saturating_sub(now.since(window.began));
        (window.wrong >= PER_ADDRESS && !left.is_zero()).then_some(Wait(left))
    }

    fn prune(&mut self, now: Timestamp) {
        keep_recent(&mut self.tries, |tries| tries.last, now);
        keep_recent(&mut self.addresses, |window| window.began, now);
    }
}

/// Makes room when a map is full: first what is older than the longest wait, then, under attack, everything.
fn keep_recent<K: Eq + Hash, V>(map: &mut HashMap<K, V>, seen: impl Fn(&V) -> Timestamp, now: Timestamp) {
    if map.len() < MOST {
        return;
    }
    map.retain(|_, value| now.since(seen(value)) < LONGEST_WAIT);
    if map.len() >= MOST {
        map.clear();
    }
}

/// The pause after so many wrong tries in a row.
fn pause(wrong: i64) -> Duration {
    let Ok(doublings) = u32::try_from(wrong - FREE) else { return Duration::ZERO };
    Duration::from_secs(1_u64.checked_shl(doublings).unwrap_or(u64::MAX)).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests;
