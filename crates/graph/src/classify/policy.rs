//! What to do about a code.

use std::time::Duration;

/// What kind of trouble a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Passes by itself: try again, a few times.
    Retry,
    /// The whole app or account is too fast.
    ThrottleAccount,
    /// This sending number is too fast.
    ThrottleNumber,
    /// This number writes to this person too fast.
    ThrottlePair,
    /// This recipient cannot be had; others can.
    Drop,
    /// Not now, perhaps after a day or more.
    DropForNow,
    /// The template must be fixed or replaced.
    Template,
    /// The request is wrong: the same again fails again.
    Bug,
    /// Number or account is stopped until somebody acts.
    Account,
    /// The token does not serve.
    Credential,
    /// Belongs to a feature beside messages (calls, groups, flows, registration): nothing else is touched.
    Feature,
}

/// What a rate limit is counted over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All numbers of the account (or app).
    Account,
    /// One number.
    Number,
}

/// How often and how long to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// The first send included.
    pub at_most: u32,
    /// Counted from the first send.
    pub within: Duration,
}

pub(super) const THREE: Tries = Tries { at_most: 3, within: Duration::from_mins(15) };
pub(super) const TWO: Tries = Tries { at_most: 2, within: Duration::from_mins(15) };

/// What to do with the message, and with what it was sent by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Send slower and send this one again; it was not taken.
    SlowDown { scope: Scope },
    /// Wait for [`Policy::pair_wait`], then send again; other recipients are not touched.
    PairBackoff,
    /// Send again with back-off, a bounded number of times.
    Tries(Tries),
    /// Send again, but not before this has passed; the gap grows each time.
    NotBefore(Duration),
    /// Failed for good; nothing else is touched.
    Final,
    /// Failed for good, and this person must get no marketing any more.
    Suppress,
    /// Failed for good, and the template must not be used until it is fixed.
    StopTemplate,
    /// Keep the message queued; stop the number and tell its owner.
    PauseNumber,
    /// Keep the message queued; stop all numbers of the account and tell its owner.
    StopAccount,
    /// Keep the message queued; stop what uses this token and tell its owner.
    PauseChannel,
}

impl Policy {
    /// The wait before try `refusals + 1` to the same person, after `refusals` refusals in a row for the pair: 1, 4, 16,
    /// 64 seconds and so on, one hour at most.
    pub fn pair_wait(refusals: u32) -> Duration {
        const LONGEST: u64 = 3600;
        let seconds = 4_u64.checked_pow(refusals.saturating_sub(1)).map_or(LONGEST, |seconds| seconds.min(LONGEST));
        Duration::from_secs(seconds)
    }

    /// Whether the message may still go out without anybody asking for it anew.
    pub fn keeps_message(self) -> bool {
        !matches!(self, Self::Final | Self::Suppress | Self::StopTemplate)
    }
}
