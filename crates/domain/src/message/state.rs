//! An outbound message's state: where our own sending stands, what was seen from Meta, and the one word derived from both.
//!
//! The lattice is `accepted < sent < failed < delivered < read < played` (reliability page, §2.3): a set of statuses
//! has one highest element, so neither order nor repetition matters. A failure followed by `delivered` shows
//! delivered; the failure and its time are kept beside it.

use crate::time::Timestamp;

crate::words! {
    /// Where our own sending of an outbound message stands.
    Sending {
        /// Waiting for its lane, or due again after a send that is known not to have been taken.
        Queued = "queued",
        /// An attempt is on record and may be on the wire.
        InFlight = "in_flight",
        /// Meta took it.
        Accepted = "accepted",
        /// Meta refused it for good.
        Rejected = "rejected",
        /// The attempt's outcome is not known; evidence is awaited.
        Unknown = "unknown",
        /// The evidence says that Meta did not take it; a person decides.
        PresumedNotSent = "presumed_not_sent",
        /// The evidence time has passed without evidence.
        Unconfirmed = "unconfirmed",
        /// Taken back before it left.
        Cancelled = "cancelled",
        /// Not ours to send: an inbound message, or one written in the WhatsApp Business app.
        None = "none",
    }
}

crate::words! {
    /// Where one attempt to send stands.
    AttemptState {
        /// On record; it may be on the wire.
        InFlight = "in_flight",
        /// Meta took it: it answered so, or a status carried the attempt's tracker.
        Accepted = "accepted",
        /// Meta refused it.
        Rejected = "rejected",
        /// No byte of it left.
        NotSent = "not_sent",
        /// Nobody can know yet; evidence is awaited.
        Unknown = "unknown",
        /// The evidence says that Meta did not take it.
        PresumedNotSent = "presumed_not_sent",
        /// No evidence came while it was waited for. A status may still settle it.
        Unconfirmed = "unconfirmed",
    }
}

crate::words! {
    /// A status that Meta reports of a message we sent.
    Seen {
        /// On WhatsApp's servers.
        Sent = "sent",
        /// On a device.
        Delivered = "delivered",
        /// Displayed.
        Read = "read",
        /// A voice note was played.
        Played = "played",
        /// Final failure, unless a later status says otherwise.
        Failed = "failed",
    }
}

crate::words! {
    /// The one word for a message's state on the wire.
    MessageStatus {
        /// From the customer.
        Received = "received",
        /// Waiting to be sent.
        Queued = "queued",
        /// In flight, or its outcome unknown within the evidence time.
        Sending = "sending",
        /// Taken by Meta.
        Accepted = "accepted",
        /// On WhatsApp's servers.
        Sent = "sent",
        /// On a device.
        Delivered = "delivered",
        /// Displayed.
        Read = "read",
        /// A voice note was played.
        Played = "played",
        /// Refused by Meta, or a failed status.
        Failed = "failed",
        /// Its outcome is unknown after the evidence time.
        Unconfirmed = "unconfirmed",
        /// Taken back before it left.
        Cancelled = "cancelled",
    }
}

/// When each state was first reached. Times of statuses are Meta's, the others ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moments {
    /// Taken into the queue.
    pub queued: Option<Timestamp>,
    /// Taken by Meta.
    pub accepted: Option<Timestamp>,
    /// On WhatsApp's servers.
    pub sent: Option<Timestamp>,
    /// On a device.
    pub delivered: Option<Timestamp>,
    /// Displayed.
    pub read: Option<Timestamp>,
    /// Played.
    pub played: Option<Timestamp>,
    /// Refused or failed.
    pub failed: Option<Timestamp>,
    /// Declared unconfirmed.
    pub unconfirmed: Option<Timestamp>,
}

impl Moments {
    /// Notes a status that Meta reports as of `at`. The earliest time of each status is kept, so that the result does
    /// not depend on the order of arrival. Answers whether anything changed.
    pub fn note(&mut self, seen: Seen, at: Timestamp) -> bool {
        let slot = match seen {
            Seen::Sent => &mut self.sent,
            Seen::Delivered => &mut self.delivered,
            Seen::Read => &mut self.read,
            Seen::Played => &mut self.played,
            Seen::Failed => &mut self.failed,
        };
        let earlier = slot.is_none_or(|known| at < known);
        if earlier {
            *slot = Some(at);
        }
        earlier
    }

    /// The highest element of the lattice that was reached, if any was.
    fn highest(&self) -> Option<MessageStatus> {
        [
            (self.played, MessageStatus::Played),
            (self.read, MessageStatus::Read),
            (self.delivered, MessageStatus::Delivered),
            (self.failed, MessageStatus::Failed),
            (self.sent, MessageStatus::Sent),
            (self.accepted, MessageStatus::Accepted),
        ]
        .into_iter()
        .find_map(|(at, status)| at.map(|_| status))
    }
}

/// The word on the wire: what Meta showed us wins over what we know of our own sending.
pub fn status_of(sending: Sending, moments: &Moments) -> MessageStatus {
    moments.highest().unwrap_or(match sending {
        Sending::None => MessageStatus::Received,
        Sending::Queued => MessageStatus::Queued,
        Sending::InFlight | Sending::Unknown => MessageStatus::Sending,
        Sending::Accepted => MessageStatus::Accepted,
        Sending::Rejected => MessageStatus::Failed,
        Sending::PresumedNotSent | Sending::Unconfirmed => MessageStatus::Unconfirmed,
        Sending::Cancelled => MessageStatus::Cancelled,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_secs(secs)
    }

    /// Every sequence of up to six of the four statuses (repeats included), with the answer before, between or after
    /// them: the state is a function of the set alone. Exhaustive.
    #[test]
    fn every_order_and_repetition_of_a_set_ends_alike() {
        const FOUR: [Seen; 4] = [Seen::Sent, Seen::Delivered, Seen::Read, Seen::Failed];
        let mut ends = std::collections::HashMap::new();
        for length in 0..=6_u32 {
            for number in 0..4_usize.pow(length) {
                let sequence: Vec<Seen> = (0..length).map(|i| FOUR[number / 4_usize.pow(i) % 4]).collect();
                for answered in 0..=sequence.len() {
                    let (moments, set) = play(&sequence, answered);
                    let end = (status_of(Sending::Accepted, &moments), moments);
                    assert_eq!(ends.entry(set).or_insert(end), &end, "{sequence:?} answered at {answered}");
                }
            }
        }
        assert_eq!(ends.len(), 16);
    }

    /// Plays a sequence; a status' own time depends on the status only, as Meta's does. Answers the set as bits.
    fn play(sequence: &[Seen], answered: usize) -> (Moments, u8) {
        let (mut moments, mut set) = (Moments::default(), 0_u8);
        for (i, seen) in sequence.iter().enumerate() {
            if i == answered {
                moments.accepted = Some(at(1));
            }
            moments.note(*seen, at(10 + *seen as i64));
            set |= 1 << (*seen as u8);
        }
        moments.accepted = Some(at(1));
        (moments, set)
    }

    #[test]
    fn the_highest_wins_and_failure_stands_between_sent_and_delivered() {
        let mut moments = Moments { accepted: Some(at(1)), ..Moments::default() };
        assert_eq!(status_of(Sending::Accepted, &moments), MessageStatus::Accepted);
        for (seen, shown) in [
            (Seen::Failed, MessageStatus::Failed),
            (Seen::Sent, MessageStatus::Failed),
            (Seen::Delivered, MessageStatus::Delivered),
            (Seen::Played, MessageStatus::Played),
            (Seen::Read, MessageStatus::Played),
        ] {
            assert!(moments.note(seen, at(5)));
            assert_eq!(status_of(Sending::Accepted, &moments), shown);
        }
        assert!(!moments.note(Seen::Read, at(6)), "a later repetition changes nothing");
        assert_eq!(moments.failed, Some(at(5)), "the failure is kept");
    }

    #[test]
    fn without_word_from_meta_our_own_sending_decides() {
        let table = [
            (Sending::None, MessageStatus::Received),
            (Sending::Queued, MessageStatus::Queued),
            (Sending::InFlight, MessageStatus::Sending),
            (Sending::Unknown, MessageStatus::Sending),
            (Sending::PresumedNotSent, MessageStatus::Unconfirmed),
            (Sending::Unconfirmed, MessageStatus::Unconfirmed),
            (Sending::Cancelled, MessageStatus::Cancelled),
            (Sending::Rejected, MessageStatus::Failed),
        ];
        for (sending, shown) in table {
            assert_eq!(status_of(sending, &Moments::default()), shown);
        }
        let late = Moments { delivered: Some(at(9)), ..Moments::default() };
        assert_eq!(
            status_of(Sending::Unconfirmed, &late),
            MessageStatus::Delivered,
            "later statuses correct unconfirmed"
        );
    }
}

#[cfg(test)]
mod properties;
