//! A conversation's life: its statuses and when an inbound message reopens it.

use std::time::Duration;

use crate::time::Timestamp;

crate::words! {
    /// Where a conversation stands.
    ConversationStatus {
        /// Being worked on.
        Open = "open",
        /// Waiting for something outside.
        Pending = "pending",
        /// Asleep until a time.
        Snoozed = "snoozed",
        /// Done.
        Closed = "closed",
        /// Done and out of the ordinary views.
        Archived = "archived",
    }
}

impl ConversationStatus {
    /// Whether it counts as open work: open, pending or snoozed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Pending | Self::Snoozed)
    }
}

crate::words! {
    /// How soon a conversation wants somebody.
    ConversationPriority {
        /// Nobody said.
        None = "none",
        /// When there is time.
        Low = "low",
        /// Before the low ones.
        Medium = "medium",
        /// Soon.
        High = "high",
        /// Now.
        Urgent = "urgent",
    }
}

crate::words! {
    /// What was done to a conversation: the kinds of entries of its history.
    HistoryKind {
        /// Given to somebody, a team, both or nobody.
        Assigned = "assigned",
        /// Handed over, with a note.
        Transferred = "transferred",
        /// Done.
        Closed = "closed",
        /// Done and out of the ordinary views.
        Archived = "archived",
        /// Open again after it was done.
        Reopened = "reopened",
        /// Put aside, waiting for something outside.
        Parked = "parked",
        /// Open again after it was put aside.
        Resumed = "resumed",
        /// Put to sleep until a time.
        Snoozed = "snoozed",
        /// Open again after it slept.
        Woken = "woken",
        /// Tags were put on it.
        Tagged = "tagged",
        /// Tags were taken off it.
        Untagged = "untagged",
        /// It has another priority.
        Prioritized = "prioritized",
    }
}

impl HistoryKind {
    /// What it is called when a conversation goes from one status to another.
    pub const fn of_status(from: ConversationStatus, to: ConversationStatus) -> Self {
        match (from, to) {
            (_, ConversationStatus::Closed) => Self::Closed,
            (_, ConversationStatus::Archived) => Self::Archived,
            (_, ConversationStatus::Pending) => Self::Parked,
            (_, ConversationStatus::Snoozed) => Self::Snoozed,
            (ConversationStatus::Snoozed, ConversationStatus::Open) => Self::Woken,
            (ConversationStatus::Pending, ConversationStatus::Open) => Self::Resumed,
            (_, ConversationStatus::Open) => Self::Reopened,
        }
    }
}

/// How long after closing an inbound message still reopens the same conversation, unless the tenant says otherwise.
pub const REOPEN_WITHIN: Duration = Duration::from_hours(7 * 24);

/// What an inbound message does to the latest conversation of its contact and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnInbound {
    /// It goes on as it is.
    Continue,
    /// It becomes open again.
    Reopen,
    /// It stays as it is and a new one begins.
    StartNew,
}

/// The rule: open and pending go on, snoozed wakes, closed reopens within the limit, archived never.
pub fn on_inbound(
    status: ConversationStatus,
    closed_at: Option<Timestamp>,
    now: Timestamp,
    within: Duration,
) -> OnInbound {
    match status {
        ConversationStatus::Open | ConversationStatus::Pending => OnInbound::Continue,
        ConversationStatus::Snoozed => OnInbound::Reopen,
        ConversationStatus::Closed if closed_at.is_some_and(|at| now.since(at) <= within) => OnInbound::Reopen,
        ConversationStatus::Closed | ConversationStatus::Archived => OnInbound::StartNew,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_status_has_one_name() {
        use ConversationStatus::{Archived, Closed, Open, Pending, Snoozed};
        let table = [
            (Open, Closed, HistoryKind::Closed),
            (Closed, Archived, HistoryKind::Archived),
            (Closed, Open, HistoryKind::Reopened),
            (Archived, Open, HistoryKind::Reopened),
            (Closed, Pending, HistoryKind::Parked),
            (Pending, Open, HistoryKind::Resumed),
            (Open, Snoozed, HistoryKind::Snoozed),
            (Snoozed, Open, HistoryKind::Woken),
        ];
        for (from, to, kind) in table {
            assert_eq!(HistoryKind::of_status(from, to), kind, "{from} {to}");
        }
    }

    #[test]
    fn closed_reopens_within_seven_days_only() {
        let closed = Timestamp::from_secs(1_000_000);
        let at = |days: u64| closed.plus(Duration::from_hours(days * 24));
        let rule = |status, now| on_inbound(status, Some(closed), now, REOPEN_WITHIN);
        assert_eq!(rule(ConversationStatus::Closed, at(7)), OnInbound::Reopen);
        assert_eq!(rule(ConversationStatus::Closed, at(8)), OnInbound::StartNew);
        assert_eq!(rule(ConversationStatus::Archived, at(0)), OnInbound::StartNew);
        assert_eq!(rule(ConversationStatus::Snoozed, at(9)), OnInbound::Reopen);
        assert_eq!(rule(ConversationStatus::Pending, at(9)), OnInbound::Continue);
        assert_eq!(on_inbound(ConversationStatus::Closed, None, at(0), REOPEN_WITHIN), OnInbound::StartNew);
    }
}
