//! How often strangers may ask for what costs us or somebody else something. Counted per node, in memory.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use recado_domain::Timestamp;

use super::{sha256, throttle::Wait};

/// How many counts are kept.
const MOST: usize = 50_000;
const LONGEST: Duration = Duration::from_hours(1);

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Limit {
    /// Calls without a credential that failed or would make an account, by address of the caller.
    Strangers,
    /// Requests for a new password, by address of the caller.
    Recovery,
    /// Mail with a new password's link, by the person's address.
    RecoveryMail,
    /// Mail to who registers, by the address given.
    RegistrationMail,
}

impl Limit {
    const fn allows(self) -> (u32, Duration) {
        match self {
            Self::Strangers => (100, Duration::from_mins(15)),
            Self::Recovery | Self::RegistrationMail => (3, Duration::from_hours(1)),
            Self::RecoveryMail => (1, Duration::from_hours(1)),
        }
    }
}

/// Counts in windows of a fixed length, each beginning with its first call.
#[derive(Debug, Default)]
pub(super) struct Limits(Mutex<HashMap<(Limit, [u8; 32]), Window>>);

#[derive(Debug, Clone, Copy)]
struct Window {
    began: Timestamp,
    calls: u32,
}

impl Limits {
    /// Counts a call, unless there were too many.
    pub(super) fn take(&self, limit: Limit, key: [u8; 32], now: Timestamp) -> Result<(), Wait> {
        self.peek(limit, key, now)?;
        self.count(limit, key, now);
        Ok(())
    }

    /// Whether another call would be admitted.
    pub(super) fn peek(&self, limit: Limit, key: [u8; 32], now: Timestamp) -> Result<(), Wait> {
        let (most, life) = limit.allows();
        let windows = self.lock();
        let Some(window) = windows.get(&(limit, key)) else { return Ok(()) };
        let left = life.saturating_sub(now.since(window.began));
        if window.calls >= most && !left.is_zero() { Err(Wait(left)) } else { Ok(()) }
    }

    /// Counts a call that went wrong.
    pub(super) fn count(&self, limit: Limit, key: [u8; 32], now: Timestamp) {
        let (_, life) = limit.allows();
        let mut windows = self.lock();
        make_room(&mut windows, now);
        let window = windows.entry((limit, key)).or_insert(Window { began: now, calls: 0 });
        if now.since(window.began) >= life {
            *window = Window { began: now, calls: 0 };
        }
        window.calls = window.calls.saturating_add(1);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(Limit, [u8; 32]), Window>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_room(windows: &mut HashMap<(Limit, [u8; 32]), Window>, now: Timestamp) {
    if windows.len() < MOST {
        return;
    }
    windows.retain(|_, window| now.since(window.began) < LONGEST);
    if windows.len() >= MOST {
        windows.clear();
    }
}

/// Whose calls are counted together: an address, of IPv6 the network that one household has.
pub(super) fn caller_key(address: IpAddr) -> [u8; 32] {
    match address {
        IpAddr::V4(address) => sha256(&address.to_string()),
        IpAddr::V6(address) => sha256(&format!("{:x?}", &address.segments()[..4])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_and_begins_anew() {
        let (limits, key, now) = (Limits::default(), [1; 32], Timestamp::from_secs(1_795_320_000));
        for _ in 0..3 {
            limits.take(Limit::Recovery, key, now).expect("admitted");
        }
        let later = now.plus(Duration::from_mins(20));
        assert_eq!(limits.take(Limit::Recovery, key, later), Err(Wait(Duration::from_mins(40))));
        assert_eq!(limits.take(Limit::Recovery, [2; 32], later), Ok(()), "another caller");
        assert_eq!(limits.take(Limit::Recovery, key, now.plus(Duration::from_hours(1))), Ok(()));
    }

    #[test]
    fn one_household_is_one_caller() {
        let key = |text: &str| caller_key(text.parse().expect("an address"));
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_ne!(key("203.0.113.1"), key("203.0.113.2"));
    }

    #[test]
    fn a_flood_of_callers_does_not_fill_the_memory() {
        let (limits, now) = (Limits::default(), Timestamp::from_secs(1_795_320_000));
        for n in 0..u32::try_from(MOST + 10).expect("a small number") {
            limits.count(Limit::Strangers, caller_key(IpAddr::from(n.to_be_bytes())), now);
        }
        assert!(limits.lock().len() <= MOST);
    }
}
