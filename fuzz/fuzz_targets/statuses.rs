//! F-21: the state of a message is a function of the set of statuses. The input: pairs of a status and its time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recado_domain::{
    Timestamp,
    message::{Moments, Seen, Sending, status_of},
};

const SEEN: [Seen; 5] = [Seen::Sent, Seen::Delivered, Seen::Read, Seen::Played, Seen::Failed];

fn end(statuses: impl Iterator<Item = (Seen, Timestamp)>, sending: Sending) -> (Moments, String) {
    let mut moments = Moments::default();
    for (seen, at) in statuses {
        moments.note(seen, at);
        assert!(!moments.note(seen, at), "a second time nothing changes");
    }
    (moments, status_of(sending, &moments).to_string())
}

fuzz_target!(|input: &[u8]| {
    let statuses: Vec<(Seen, Timestamp)> = input
        .chunks_exact(2)
        .map(|pair| (SEEN[usize::from(pair[0]) % SEEN.len()], Timestamp::from_secs(i64::from(pair[1]))))
        .collect();
    for sending in [Sending::Accepted, Sending::Unknown, Sending::Unconfirmed, Sending::Rejected, Sending::InFlight] {
        let forward = end(statuses.iter().copied(), sending);
        assert_eq!(forward, end(statuses.iter().rev().copied(), sending), "{statuses:?}");
        let mut sorted = statuses.clone();
        sorted.sort_by_key(|(seen, at)| (*at, *seen as u8));
        assert_eq!(forward, end(sorted.iter().copied(), sending), "{statuses:?}");
        assert_eq!(forward, end(statuses.iter().chain(&sorted).copied(), sending), "{statuses:?}");
    }
});
