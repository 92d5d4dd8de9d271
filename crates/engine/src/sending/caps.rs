//! What a company allows its number beside Meta's limits: so many messages in any minute, and so many in a day of its own
//! time. Counted from the attempts on record, so that it holds over restarts and on whatever node; what is above waits.

use std::time::Duration;

use recado_domain::{NumberId, Timestamp, calendar::Calendar};
use recado_storage::{DbResult, Tx, tenant::queue::LaneNumber};

const MINUTE: Duration = Duration::from_mins(1);

/// How many messages may begin now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    pub(super) messages: u32,
    /// When there is room again; only where there is none now.
    pub(super) more_at: Option<Timestamp>,
}

/// What the number's caps leave of this moment; days are those of the zone.
pub(super) async fn room(
    tx: &mut Tx,
    (id, number): (NumberId, &LaneNumber),
    zone: &str,
    now: Timestamp,
) -> DbResult<Room> {
    let mut room = Room { messages: u32::MAX, more_at: None };
    if let Some(cap) = number.cap_per_minute {
        let newest = tx.tenant().message_attempts().newest(id, now.minus(MINUTE), cap).await?;
        room.narrow(cap - newest.begun, newest.first.unwrap_or(now).plus(MINUTE));
    }
    if let Some(cap) = number.cap_per_day {
        let day = Calendar::of(zone).whole_day(now);
        let newest = tx.tenant().message_attempts().newest(id, day.start.minus(Duration::from_micros(1)), cap).await?;
        room.narrow(cap - newest.begun, day.end);
    }
    Ok(room)
}

impl Room {
    fn narrow(&mut self, left: i64, more_at: Timestamp) {
        let left = u32::try_from(left.max(0)).unwrap_or(u32::MAX);
        self.messages = self.messages.min(left);
        if left == 0 {
            self.more_at = self.more_at.max(Some(more_at));
        }
    }
}
