//! F-21: noting statuses is commutative, associative and idempotent, whatever times they carry.

use proptest::prelude::*;

use super::*;

const SEEN: [Seen; 5] = [Seen::Sent, Seen::Delivered, Seen::Read, Seen::Played, Seen::Failed];

fn statuses() -> impl Strategy<Value = Vec<(Seen, Timestamp)>> {
    let one = (prop::sample::select(&SEEN[..]), (0_i64..50).prop_map(Timestamp::from_secs));
    prop::collection::vec(one, 0..12)
}

fn noted(statuses: &[(Seen, Timestamp)]) -> Moments {
    let mut moments = Moments::default();
    for (seen, at) in statuses {
        moments.note(*seen, *at);
    }
    moments
}

/// The statuses that a state stands for.
fn told(moments: &Moments) -> Vec<(Seen, Timestamp)> {
    let all = [moments.sent, moments.delivered, moments.read, moments.played, moments.failed];
    SEEN.into_iter().zip(all).filter_map(|(seen, at)| Some((seen, at?))).collect()
}

proptest! {
    #[test]
    fn neither_order_nor_repetition_matters((all, other) in statuses().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))) {
        let moments = noted(&all);
        prop_assert_eq!(moments, noted(&other));
        prop_assert_eq!(moments, noted(&[all, other].concat()));
    }

    #[test]
    fn parts_may_be_put_together_first(one in statuses(), two in statuses(), three in statuses()) {
        let left = noted(&[told(&noted(&[one.clone(), two.clone()].concat())), three.clone()].concat());
        let right = noted(&[one, told(&noted(&[two, three].concat()))].concat());
        prop_assert_eq!(left, right);
    }

    #[test]
    fn a_further_status_never_takes_a_message_back(all in statuses(), seen in prop::sample::select(&SEEN[..])) {
        let before = noted(&all);
        let mut after = before;
        after.note(seen, Timestamp::from_secs(99));
        let rank = |moments: &Moments| {
            let order = [MessageStatus::Accepted, MessageStatus::Sent, MessageStatus::Failed, MessageStatus::Delivered,
                MessageStatus::Read, MessageStatus::Played];
            order.iter().position(|status| *status == status_of(Sending::Accepted, moments))
        };
        prop_assert!(rank(&after) >= rank(&before));
    }
}
