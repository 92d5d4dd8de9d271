//! Back-pressure: how much of a tenant's may wait in the queue before programs are told to come back later.

use std::{collections::HashMap, sync::Mutex, time::Duration};

use recado_domain::TenantId;

/// How long a count serves before the queue is counted again.
const COUNT_SERVES: Duration = Duration::from_secs(1);

/// What this node knows of the tenants' queues. Each count is at most a second old; what was queued here since is in it,
/// what other nodes queued or lanes sent since is not.
#[derive(Debug, Default)]
pub(crate) struct Backlogs(Mutex<HashMap<TenantId, Counted>>);

#[derive(Debug, Clone, Copy)]
struct Counted {
    at: Duration,
    waiting: u32,
}

impl Backlogs {
    /// The queue was counted.
    pub(crate) fn learn(&self, tenant: TenantId, waiting: u32, now: Duration) {
        self.0.lock().expect("nothing panics in here").insert(tenant, Counted { at: now, waiting });
    }

    /// Takes a place in the queue if there is one; `None`: it has to be counted first.
    pub(crate) fn take_place(&self, tenant: TenantId, limit: u32, now: Duration) -> Option<bool> {
        let mut counts = self.0.lock().expect("nothing panics in here");
        let counted = counts.get_mut(&tenant).filter(|counted| now.saturating_sub(counted.at) < COUNT_SERVES)?;
        let has_room = counted.waiting < limit;
        counted.waiting += u32::from(has_room);
        Some(has_room)
    }
}

/// When a program may try again: after the number had time to send a hundredth of what may wait, at most five minutes.
pub(crate) fn room_after(limit: u32, throughput: i64) -> Duration {
    let throughput = u64::try_from(throughput).unwrap_or(0).max(1);
    Duration::from_secs(u64::from(limit / 100).div_ceil(throughput).clamp(1, 300))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "no row to decode it from")]
    fn places_are_taken_until_there_are_none_and_counted_anew_after_a_second() {
        let (backlogs, second) = (Backlogs::default(), Duration::from_secs);
        let [one, other] = [1, 2].map(|n| TenantId::from_uuid(Uuid::from_u128(n)));
        assert_eq!(backlogs.take_place(one, 3, second(9)), None);
        backlogs.learn(one, 1, second(9));
        let taken: Vec<_> = (0..3).map(|_| backlogs.take_place(one, 3, second(9))).collect();
        assert_eq!(taken, [Some(true), Some(true), Some(false)]);
        assert_eq!((backlogs.take_place(other, 3, second(9)), backlogs.take_place(one, 3, second(10))), (None, None));
    }

    #[test]
    fn who_sends_faster_has_room_sooner() {
        let after = |limit, throughput| room_after(limit, throughput).as_secs();
        assert_eq!([after(100_000, 80), after(100_000, 1_000), after(100_000, 1), after(100, 80)], [13, 1, 300, 1]);
    }
}
